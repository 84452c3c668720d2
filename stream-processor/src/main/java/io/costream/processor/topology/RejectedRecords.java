package io.costream.processor.topology;

import io.costream.processor.domain.Admission;
import io.costream.processor.domain.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/**
 * What goes to the rejected topic: key and value as they were read, or where they are too large how they begin; why, and from
 * where, in the headers.
 */
final class RejectedRecords {
    /** Bytes that are left of a key or a value that is too large. */
    private static final int BEGINNING = 1_024;

    private RejectedRecords() {}

    static Record<byte[], byte[]> of(SourceRecord source, Rejection rejection) {
        RecordHeaders headers = new RecordHeaders();
        add(headers, "reason", rejection.reason());
        add(headers, "message", rejection.message());
        add(headers, "source_topic", source.topic());
        add(headers, "source_partition", Integer.toString(source.partition()));
        add(headers, "source_offset", Long.toString(source.offset()));
        boolean whole = Admission.checkSize(source.key(), source.value()).isEmpty();
        byte[] key = whole ? source.key() : beginning(source.key());
        byte[] value = whole ? source.value() : beginning(source.value());
        return new Record<>(key, value, source.appendMillis(), headers);
    }

    private static byte[] beginning(byte[] bytes) {
        return Arrays.copyOf(bytes, Math.min(bytes.length, BEGINNING));
    }

    private static void add(RecordHeaders headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
