package io.costream.processor.topology;

import io.costream.processor.domain.Rejection;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/** What goes to the rejected topic: key and value as they were read; why, and from where, in the headers. */
final class RejectedRecords {
    private RejectedRecords() {}

    static Record<byte[], Object> of(SourceRecord source, Rejection rejection) {
        RecordHeaders headers = new RecordHeaders();
        add(headers, "reason", rejection.reason());
        add(headers, "message", rejection.message());
        add(headers, "source_topic", source.topic());
        add(headers, "source_partition", Integer.toString(source.partition()));
        add(headers, "source_offset", Long.toString(source.offset()));
        return new Record<>(source.key(), source.value(), source.appendMillis(), headers);
    }

    private static void add(RecordHeaders headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
