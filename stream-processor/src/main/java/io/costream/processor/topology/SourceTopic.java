package io.costream.processor.topology;

import org.apache.kafka.common.Uuid;

/** What the broker knows of the topic of calls. Safe for use by many threads. */
public interface SourceTopic {
    String name();

    /** The topic's id: a topic of the same name that is made anew has another. */
    Uuid id();

    /** How many partitions it has. */
    int partitions();

    /** The offsets that one partition holds now. */
    OffsetRange offsets(int partition);

    /**
     * The offsets of a partition.
     *
     * @param first the first that is still there
     * @param end the one behind the last
     */
    record OffsetRange(long first, long end) {}
}
