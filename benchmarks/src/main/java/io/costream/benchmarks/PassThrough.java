package io.costream.benchmarks;

import io.costream.pricing.PriceBook;
import io.costream.pricing.catalogue.BuiltinCatalogue;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Kafka Streams that reads, prices and writes exactly once, with no state at all. */
final class PassThrough implements Entrant {
    private final BiFunction<Course, PriceBook, CallPricing> pricing;

    PassThrough(BiFunction<Course, PriceBook, CallPricing> pricing) {
        this.pricing = pricing;
    }

    @Override
    public Processing start(Course course) {
        PriceBook book = PriceBook.of(BuiltinCatalogue.load());
        ByteArrayDeserializer read = new ByteArrayDeserializer();
        ByteArraySerializer write = new ByteArraySerializer();
        Topology topology = new Topology()
                .addSource("calls", read, read, course.topics().calls())
                .addProcessor("price", () -> new Step(pricing.apply(course, book)), "calls")
                .addSink("priced-calls", course.topics().pricedCalls(), write, write, "price");
        StreamsRun run = StreamsRun.start(course, topology, TUNING);
        return new CommittedCalls(course, run::check, run);
    }

    /** What the stream processor tunes beyond its configuration. */
    static final Map<String, Object> TUNING = Map.of(
            "statestore.cache.max.bytes",
            0L,
            "main.consumer.max.poll.records",
            2_000,
            "producer.linger.ms",
            20,
            "producer.batch.size",
            1 << 18);

    private static final class Step extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
        private final CallPricing pricing;

        private Step(CallPricing pricing) {
            this.pricing = pricing;
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            long offset = context().recordMetadata().orElseThrow().offset();
            context().forward(record.withValue(pricing.price(record.value(), offset)));
        }
    }
}
