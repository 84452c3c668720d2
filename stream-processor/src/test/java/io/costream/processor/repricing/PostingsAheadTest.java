package io.costream.processor.repricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costream.avro.Call;
import io.costream.avro.Charge;
import io.costream.avro.ChargeStatus;
import io.costream.avro.PricedCall;
import io.costream.schemas.AvroSerde;
import io.costream.schemas.SchemaRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PostingsAheadTest {
    private static final TopicPartition PARTITION = new TopicPartition("priced-calls", 0);
    private static final TopicPartition EMPTY = new TopicPartition("priced-calls", 1);
    private static final SchemaRegistry REGISTRY = new SchemaRegistry() {
        @Override
        public int register(String subject, Schema schema) {
            return 1;
        }

        @Override
        public int find(String subject, Schema schema) {
            return 1;
        }

        @Override
        public Registered latest(String subject) {
            throw new UnsupportedOperationException(subject);
        }

        @Override
        public Schema byId(int id) {
            return PricedCall.getClassSchema();
        }
    };

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(AutoOffsetResetStrategy.EARLIEST.name());
    private final AvroSerde<PricedCall> serde = AvroSerde.of(PricedCall.class, REGISTRY);

    @AfterEach
    void stop() {
        thread.shutdownNow();
    }

    @Test
    void readsUpToWhereItIsToldInOrder() {
        fill(2_000);

        List<Long> read = new ArrayList<>();
        try (PostingsAhead ahead = ahead(1_500)) {
            boolean last = false;
            while (!last) {
                Optional<PostingsAhead.Batch> batch = ahead.next();
                batch.ifPresent(some -> some.postings()
                        .forEach(posting -> read.add(posting.posted().getCallOffset())));
                last = batch.isPresent() && batch.get().isLast();
            }
        }

        assertThat(read).hasSize(1_500).isSorted().startsWith(0L).endsWith(1_499L);
    }

    @Test
    void endsAtOnceWhereNothingIsToBeRead() {
        fill(0);

        try (PostingsAhead ahead = ahead(0)) {
            // Empty where the reader's thread takes its time.
            Optional<PostingsAhead.Batch> batch = ahead.next();
            while (batch.isEmpty()) {
                batch = ahead.next();
            }
            assertThat(batch.get().isLast()).isTrue();
        }
    }

    @Test
    void tellsWhatReadingFailedWith() {
        fill(1);
        consumer.schedulePollTask(() -> consumer.setPollException(new SerializationException("no posting")));

        try (PostingsAhead ahead = ahead(5)) {
            assertThatThrownBy(() -> {
                        while (true) {
                            var unused = ahead.next();
                        }
                    })
                    .isInstanceOf(SerializationException.class)
                    .hasMessage("no posting");
        }
    }

    @Test
    void letsGoOfTheConsumerWhenItIsClosed() {
        fill(5_000);

        PostingsAhead ahead = ahead(5_000);
        ahead.close();

        assertThat(consumer.assignment()).isEmpty();
    }

    private PostingsAhead ahead(long end) {
        return new PostingsAhead(
                thread,
                consumer,
                PARTITION.topic(),
                List.of(LedgerReach.toEnd(0, end, 0), LedgerReach.toEnd(1, 0, 0)),
                new LedgerDecoder<>(REGISTRY, serde.deserializer()));
    }

    private void fill(int number) {
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L, EMPTY, 0L));
        consumer.setMaxPollRecords(PostingsAhead.AT_ONCE);
        consumer.assign(List.of(PARTITION, EMPTY));
        for (int i = 0; i < number; i++) {
            Call call = Call.newBuilder()
                    .setCallId("call-" + i)
                    .setTenant("acme")
                    .setModel("gpt-4")
                    .setEventTime(Instant.EPOCH)
                    .build();
            Charge charge = Charge.newBuilder().setStatus(ChargeStatus.UNPRICED).build();
            byte[] value =
                    serde.serializer().serialize(PARTITION.topic(), new PricedCall(call, charge, (long) i, false));
            consumer.addRecord(new ConsumerRecord<>(PARTITION.topic(), 0, i, new byte[0], value));
        }
    }
}
