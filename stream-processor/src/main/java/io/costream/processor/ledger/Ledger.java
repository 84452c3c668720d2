package io.costream.processor.ledger;

import io.costream.avro.Adjustment;
import io.costream.avro.Barrier;
import io.costream.avro.PricedCall;
import io.costream.schemas.AvroSerde;
import io.costream.schemas.ChargeMapping;
import io.costream.schemas.SchemaRegistry;
import io.costream.schemas.Topics;
import io.costream.schemas.WireFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads the ledger from its beginning to its end of this moment. Safe for use by many threads. */
public final class Ledger {
    private final TopicReader reader;
    private final SchemaRegistry registry;
    private final Topics topics;
    private final Deserializer<PricedCall> pricedCalls;
    private final Deserializer<Adjustment> adjustments;

    public Ledger(TopicReader reader, SchemaRegistry registry, Topics topics) {
        this.reader = reader;
        this.registry = registry;
        this.topics = topics;
        this.pricedCalls = AvroSerde.of(PricedCall.class, registry).deserializer();
        this.adjustments = AvroSerde.of(Adjustment.class, registry).deserializer();
    }

    /**
     * Hands over the charge of every call, as it was posted, in the order of each partition.
     *
     * @param visitor returns false to stop
     * @return by partition, the offset of priced-calls behind the last posting there was
     */
    public Map<TopicPartition, Long> readPriced(Predicate<Posting.Priced> visitor) {
        return reader.read(
                partitions(topics.pricedCalls()),
                record -> isBarrier(record.value()) || visitor.test(pricedCall(record)));
    }

    /**
     * Hands over every adjustment, in the order of each partition, until the visitor returns false.
     *
     * @return by partition, the offset behind the last one there was
     */
    public Map<TopicPartition, Long> readAdjustments(Predicate<Posting.Adjusted> visitor) {
        return reader.read(
                partitions(topics.adjustments()),
                record -> isBarrier(record.value()) || visitor.test(adjustment(record)));
    }

    private List<TopicPartition> partitions(String topic) {
        return IntStream.range(0, topics.partitions())
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    private Posting.Priced pricedCall(ConsumerRecord<byte[], byte[]> record) {
        PricedCall priced = pricedCalls.deserialize(record.topic(), record.value());
        return new Posting.Priced(
                priced.getCall(),
                ChargeMapping.fromAvro(priced.getCharge()),
                record.partition(),
                priced.getCallOffset(),
                priced.getWindowsPurged());
    }

    private Posting.Adjusted adjustment(ConsumerRecord<byte[], byte[]> record) {
        Adjustment adjustment = adjustments.deserialize(record.topic(), record.value());
        return new Posting.Adjusted(
                adjustment.getCall(),
                ChargeMapping.fromAvro(adjustment.getBefore()),
                ChargeMapping.fromAvro(adjustment.getAfter()),
                adjustment.getRun(),
                record.partition(),
                adjustment.getCallOffset());
    }

    private boolean isBarrier(byte[] value) {
        return registry.byId(WireFormat.schemaId(value))
                .getFullName()
                .equals(Barrier.getClassSchema().getFullName());
    }
}
