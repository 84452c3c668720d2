package io.costream.benchmarks;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads every call and of each only what a price needs: faster than this no consumer can be. */
final class ConsumeFloor implements Entrant {
    private static final Duration POLL = Duration.ofMillis(100);

    @Override
    public Processing start(Course course) {
        return Work.start(1, (number, work) -> consume(course, work));
    }

    private static void consume(Course course, Work work) {
        Map<String, Object> config = course.clients();
        config.put("enable.auto.commit", false);
        config.put("isolation.level", "read_committed");
        config.put("max.poll.records", 2_000);
        LeanCall call = new LeanCall();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(course.callPartitions());
            consumer.seekToBeginning(course.callPartitions());
            while (work.goesOn()) {
                long tokens = 0;
                int read = 0;
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    call.read(record.value());
                    tokens += call.input + call.cached + call.output;
                    read++;
                }
                if (read > 0 && tokens == 0) {
                    throw new IllegalStateException("the calls have no tokens");
                }
                work.done(read);
            }
        }
    }
}
