package io.costream.processor.state;

import io.costream.processor.domain.Calendar;
import io.costream.processor.domain.Progress;
import io.costream.processor.domain.Rollups;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;

/** A store of cells in Kafka Streams' own test driver, which has begun to count a partition. */
public final class CellStoreDriver implements AutoCloseable {
    private static final class Idle implements Processor<byte[], byte[], Void, Void> {
        @Override
        public void process(Record<byte[], byte[]> record) {}
    }

    private final TopologyTestDriver driver;

    /** @param mostLive how many cells stay in memory */
    public CellStoreDriver(Path stateFolder, int mostLive) {
        Properties properties = new Properties();
        properties.put("application.id", "test");
        properties.put("bootstrap.servers", "unused:9092");
        properties.put("state.dir", stateFolder.toString());
        driver = new TopologyTestDriver(
                new Topology()
                        .addSource("calls", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "calls")
                        .addProcessor("count", Idle::new, "calls")
                        .addStateStore(
                                CellStore.builder(Rollups.parse(Rollups.DEFAULT), tenant -> Calendar.UTC, mostLive),
                                "count"),
                properties);
        store().begin(new Progress(1, 2, 0));
    }

    public CellStore store() {
        return (CellStore) driver.getStateStore(CellStore.NAME);
    }

    @Override
    public void close() {
        driver.close();
    }
}
