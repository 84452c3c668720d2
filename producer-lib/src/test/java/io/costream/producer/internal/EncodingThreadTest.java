package io.costream.producer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.producer.Call;
import io.costream.producer.InMemoryCallMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EncodingThreadTest {
    private static final long PAUSE_NANOS = Duration.ofMillis(1).toNanos();

    private final CallRing ring = new CallRing(1 << 16, 1L << 40);
    private final FakeEncoder encoder = new FakeEncoder();
    private final Losses losses = new Losses(new InMemoryCallMetrics());

    private EncodingThread encoding() {
        EventMaker maker = new EventMaker(
                new Streams(Map.of()), encoder, new Deliveries(new InMemoryCallMetrics(), losses), losses, 1_000);
        return new EncodingThread(ring, new Encoding(ring, maker));
    }

    private void offer(int calls) {
        Call call = Call.builder().model("m").build();
        IntStream.range(0, calls).forEach(i -> ring.offer(call));
    }

    private static List<Long> ordinals(int calls) {
        return IntStream.range(0, calls).mapToObj(Long::valueOf).toList();
    }

    private static Event await(EncodingThread encoding) {
        while (true) {
            Event event = encoding.next();
            if (event != null) {
                return event;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    @Test
    void givesMoreEventsThanItHoldsInTheOrderOfTheCalls() {
        EncodingThread encoding = encoding();
        offer(20_000);

        List<Long> given = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            given.add(await(encoding).ordinal);
            assertThat(encoding.given()).isEqualTo(i + 1L);
        }

        assertThat(given).isEqualTo(ordinals(20_000));
        assertThat(encoding.next()).isNull();
    }

    @Test
    void wakesForCallsThatComeLater() {
        EncodingThread encoding = encoding();
        offer(1);
        Event first = await(encoding);
        // Long enough for the encoder to sleep.
        LockSupport.parkNanos(100 * PAUSE_NANOS);
        offer(1);

        Event second = await(encoding);

        assertThat(List.of(first.ordinal, second.ordinal)).containsExactly(0L, 1L);
    }

    @Test
    void triesAgainWhatCouldNotBeEncoded() {
        encoder.refusals = 3;
        EncodingThread encoding = encoding();
        offer(2);

        int refusals = 0;
        List<Long> given = new ArrayList<>();
        while (given.size() < 2) {
            try {
                given.add(await(encoding).ordinal);
            } catch (CallEncoder.NotYetException expected) {
                refusals++;
                assertThat(encoding.given()).isZero();
            }
        }

        assertThat(refusals).isEqualTo(3);
        assertThat(given).containsExactly(0L, 1L);
    }

    @Test
    void drainsWhatWaitsOnEitherSideOfTheEncoder() {
        EncodingThread encoding = encoding();
        offer(10_000);
        ring.close();

        List<Long> drained = new ArrayList<>();
        encoding.drain(event -> drained.add(event.ordinal));

        assertThat(drained).isEqualTo(ordinals(10_000));
        assertThat(encoding.given()).isEqualTo(10_000);
    }

    @Test
    void leavesWhatCannotBeEncodedAtTheEnd() {
        encoder.refusals = Integer.MAX_VALUE;
        EncodingThread encoding = encoding();
        offer(5);
        ring.close();

        List<Long> drained = new ArrayList<>();
        encoding.drain(event -> drained.add(event.ordinal));

        assertThat(drained).isEmpty();
        assertThat(encoding.given()).isZero();
    }
}
