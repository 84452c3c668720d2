package io.costream.producer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.producer.Call;
import io.costream.producer.CallBuilder;
import io.costream.producer.DropReason;
import io.costream.producer.InMemoryCallMetrics;
import io.costream.producer.spool.Spool;
import io.costream.producer.spool.SpooledEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events are written out of the queue's memory while they are under way, which nothing else may use by then. */
class EventMemoryTest {
    private static final long PLENTY = 1L << 30;
    private static final long BACKOFF_NANOS = Duration.ofHours(1).toNanos();

    private final InMemoryCallMetrics metrics = new InMemoryCallMetrics();
    private final Losses losses = new Losses(metrics);
    private final Deliveries deliveries = new Deliveries(metrics, losses);
    private final Streams streams = new Streams(Map.of());
    private final AvroCallEncoder encoder = ReadyEncoder.make();
    private final CopyingKafka kafka = new CopyingKafka();
    private int slabs;
    private long now;
    private final CallRing ring = new CallRing(1 << 14, PLENTY, this::slab);
    private Sender sender = sender(null, 1 << 20);

    private Slab slab() {
        slabs++;
        return new Slab(deliveries, streams, encoder);
    }

    private Sender sender(@Nullable Spool spool, int largestEvent) {
        Detour detour = spool == null
                ? null
                : new Detour(spool, Duration.ofDays(1), Clock.systemUTC(), deliveries, metrics, losses);
        EventMaker maker = new EventMaker(streams, encoder, losses, largestEvent);
        KafkaLink link = new KafkaLink("calls", () -> kafka);
        return new Sender(ring, new Encoding(ring, maker), link, deliveries, detour, metrics, losses);
    }

    /** Calls of the same size, so that the memory of one event would serve the next. */
    private static CallBuilder call(int number) {
        return Call.builder().tenant("acme").at(Instant.EPOCH).model("model-" + (100_000 + number));
    }

    private void record(int from, int to) {
        record(from, to, EventMemoryTest::call);
    }

    private void record(int from, int to, IntFunction<CallBuilder> calls) {
        Intake intake = new Intake(ring, streams, encoder);
        for (int number = from; number < to; number++) {
            intake.offer(calls.apply(number).build());
        }
    }

    /** Passes often enough for all that can be done; time moves on beyond any pause. */
    private void pass() {
        now += BACKOFF_NANOS;
        for (int i = 0; i < 10; i++) {
            sender.pass(now);
        }
    }

    private byte[] expected(CallBuilder call, long sequence) {
        QueuedCall queued = new QueuedCall();
        Call built = call.build();
        queued.begin(built, streams.of("acme"));
        queued.keep(built);
        return encoder.encode(queued, streams.producerId(), sequence);
    }

    private List<byte[]> attempts(int from, int to) {
        return kafka.attempts.subList(from, to).stream()
                .map(CopyingKafka.Attempt::value)
                .toList();
    }

    private static List<byte[]> stored(Path folder) throws IOException {
        try (Spool spool = Spool.open(folder, PLENTY)) {
            return spool.next(10_000).stream().map(SpooledEvent::value).toList();
        }
    }

    @Test
    void usesMemoryAgainOnlyOnceEveryEventInItIsAcknowledged() {
        record(0, 2 * Slab.PLACES);
        pass();
        kafka.acknowledge(1, 2 * Slab.PLACES);
        pass();
        record(0, 4 * Slab.PLACES);
        pass();
        int whileTheFirstIsUnderWay = slabs;
        kafka.acknowledge(0, 1);
        kafka.acknowledge(2 * Slab.PLACES, 6 * Slab.PLACES);
        pass();

        record(0, 6 * Slab.PLACES);
        pass();

        assertThat(whileTheFirstIsUnderWay).isEqualTo(6);
        assertThat(slabs).isEqualTo(6);
        assertThat(metrics.sentCalls()).isEqualTo(6 * Slab.PLACES);
    }

    @Test
    void sendsAgainTheSameBytesAfterManyOthers() {
        record(0, 700);
        pass();
        kafka.acknowledge(0, 3);
        kafka.acknowledge(4, 700);
        pass();
        record(700, 1400);
        pass();
        kafka.fail(3);
        pass();

        pass();

        assertThat(kafka.attempts).hasSize(1401);
        assertThat(kafka.attempts.get(1400).key()).isEqualTo("acme");
        assertThat(attempts(1400, 1401)).containsExactly(expected(call(3), 3));
        assertThat(attempts(0, 1400))
                .containsExactlyElementsOf(IntStream.range(0, 1400)
                        .mapToObj(number -> expected(call(number), number))
                        .toList());
    }

    @Test
    void sendsOnceMoreWhereKafkaBothThrowsAndAnswers() {
        kafka.thrown = new KafkaException("in an error state");
        record(0, 2);
        pass();
        kafka.thrown = null;
        pass();
        kafka.acknowledge(0, kafka.attempts.size());

        pass();

        assertThat(attempts(0, kafka.attempts.size()))
                .containsExactly(expected(call(0), 0), expected(call(0), 0), expected(call(1), 1));
        assertThat(metrics.retriedCalls()).isEqualTo(1);
        assertThat(metrics.sentCalls()).isEqualTo(2);
        assertThat(ring.bytes()).isZero();
    }

    @Test
    void beginsAnewInAPlaceThatKeptTheBytesOfAnother() {
        record(0, Slab.PLACES, number -> call(number).id("mine-" + number));
        pass();
        kafka.acknowledge(0, Slab.PLACES);
        pass();
        record(0, Slab.PLACES);

        pass();

        assertThat(attempts(0, 1)).containsExactly(expected(call(0).id("mine-0"), 0));
        assertThat(attempts(Slab.PLACES, Slab.PLACES + 1)).containsExactly(expected(call(0), Slab.PLACES));
        assertThat(slabs).isEqualTo(1);
    }

    @Test
    void freesThePlacesOfCallsThatAreLost() {
        sender = sender(null, 1024);
        for (int batch = 0; batch < 20; batch++) {
            record(0, 200, number -> call(number).model("m".repeat(2_000)));
            record(0, 10);
            pass();
            kafka.acknowledge(10 * batch, 10 * batch + 10);
            pass();
        }

        assertThat(metrics.droppedCalls(DropReason.TOO_LARGE)).isEqualTo(4_000);
        assertThat(slabs).isLessThanOrEqualTo(3);
        assertThat(ring.bytes()).isZero();
    }

    @Test
    void freesThePlacesOfEventsThatKafkaNeverTakes() {
        for (int round = 0; round < 10; round++) {
            record(0, Slab.PLACES);
            pass();
            kafka.attempts.forEach(
                    attempt -> attempt.callback().onCompletion(null, new RecordTooLargeException("too large")));
            kafka.attempts.clear();
            pass();
        }

        assertThat(metrics.droppedCalls(DropReason.TOO_LARGE)).isEqualTo(10 * Slab.PLACES);
        assertThat(slabs).isEqualTo(1);
        assertThat(ring.bytes()).isZero();
    }

    @Test
    void freesThePlacesOfEventsThatGoStraightToTheDisk(@TempDir Path folder) throws IOException {
        sender = sender(Spool.open(folder, PLENTY), 1024);
        record(0, 1);
        pass();
        kafka.fail(0);
        for (int batch = 0; batch < 20; batch++) {
            pass();
            record(0, Slab.PLACES);
        }
        pass();

        assertThat(metrics.spooledCalls()).isEqualTo(1 + 20 * Slab.PLACES);
        assertThat(slabs).isLessThanOrEqualTo(3);
        assertThat(ring.bytes()).isZero();
    }

    @Test
    void storesWhatIsUnderWayAtTheEndAsFarAsThereIsRoom(@TempDir Path folder) throws IOException {
        sender = sender(Spool.open(folder, 30_000), 1024);
        record(0, 600);
        pass();
        kafka.acknowledge(100, 400);
        kafka.fail(500);
        ring.close();

        sender.shutDown(Duration.ZERO);

        List<byte[]> stored = stored(folder);
        List<byte[]> underWay = new ArrayList<>(attempts(0, 100));
        underWay.addAll(attempts(400, 600));
        assertThat(stored).hasSizeBetween(120, 280).containsExactlyElementsOf(underWay.subList(0, stored.size()));
        assertThat(metrics.spooledCalls()).isEqualTo(stored.size());
        assertThat(metrics.droppedCalls(DropReason.UNSENT_AT_CLOSE)).isEqualTo(300 - stored.size());
    }

    @Test
    void storesWhatStillWaitsAtTheEnd(@TempDir Path folder) throws IOException {
        sender = sender(Spool.open(folder, PLENTY), 1024);
        record(0, 300);
        ring.close();

        sender.shutDown(Duration.ZERO);

        assertThat(stored(folder))
                .containsExactlyElementsOf(IntStream.range(0, 300)
                        .mapToObj(number -> expected(call(number), number))
                        .toList());
        assertThat(ring.bytes()).isZero();
    }
}
