package io.costream.producer.internal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.costream.producer.Call;
import io.costream.producer.CallMetrics;
import io.costream.producer.InMemoryCallMetrics;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallRingTest {
    private static final long PLENTY = 1L << 40;

    private static QueuedCall call(String model) {
        QueuedCall queued = new QueuedCall();
        Call call = Call.builder().model(model).build();
        queued.begin(call, new Streams(Map.of()).of("acme"));
        queued.keep(call);
        return queued;
    }

    /** A call that takes up more than a place. */
    private static QueuedCall longCall() {
        return call("m".repeat(2 * Slab.PLACE));
    }

    /** A call that needs nothing but its place. */
    private static QueuedCall copied() {
        QueuedCall queued = call("m");
        ReadyEncoder.make().encodeAhead(queued.call(), queued);
        return queued;
    }

    private static CallRing ring(int capacity, long bytes) {
        return new CallRing(capacity, bytes, CallRingTest::slab);
    }

    static Slab slab() {
        CallMetrics metrics = new InMemoryCallMetrics();
        Deliveries deliveries = new Deliveries(metrics, new Losses(metrics));
        return new Slab(deliveries, new Streams(Map.of()), new FakeEncoder());
    }

    /** Takes a call, gives its place back and releases its event; the model of the call. */
    private static String taken(CallRing ring) {
        QueuedEvent event = ring.take();
        if (event == null) {
            return "none";
        }
        String model = model(event);
        ring.giveBack();
        ring.release(event);
        return model;
    }

    private static String model(QueuedEvent event) {
        return requireNonNull(event.call()).call().model();
    }

    @Test
    void givesCallsInTheOrderOfOffers() {
        CallRing ring = ring(3, PLENTY);
        ring.offer(call("a"));
        ring.offer(call("b"));

        assertThat(taken(ring)).isEqualTo("a");
        assertThat(taken(ring)).isEqualTo("b");
        assertThat(ring.take()).isNull();
    }

    @Test
    void isFullAtItsCapacityEvenWhereThatIsNoPowerOfTwo() {
        CallRing ring = ring(3, PLENTY);
        IntStream.range(0, 3).forEach(i -> ring.offer(call("m")));

        CallRing.Offer offer = ring.offer(call("m"));

        assertThat(offer).isEqualTo(CallRing.Offer.FULL);
    }

    @Test
    void isFullAtItsBytesUntilTheyAreReleased() {
        CallRing ring = ring(100, longCall().bytes());
        ring.offer(longCall());

        CallRing.Offer whileQueued = ring.offer(longCall());
        QueuedEvent taken = requireNonNull(ring.take());
        ring.giveBack();
        CallRing.Offer whileUnderWay = ring.offer(longCall());
        ring.release(taken);
        CallRing.Offer afterRelease = ring.offer(longCall());

        assertThat(whileQueued).isEqualTo(CallRing.Offer.FULL);
        assertThat(whileUnderWay).isEqualTo(CallRing.Offer.FULL);
        assertThat(afterRelease).isEqualTo(CallRing.Offer.TAKEN);
    }

    @Test
    void takesOneOfTheLongCallsThatComeAtTheSameTimeWhereOneFits() throws InterruptedException {
        for (int round = 0; round < 200; round++) {
            CallRing ring = ring(100, longCall().bytes());
            AtomicInteger taken = new AtomicInteger();
            List<Thread> threads = IntStream.range(0, 4)
                    .mapToObj(i ->
                            new Thread(() -> taken.addAndGet(ring.offer(longCall()) == CallRing.Offer.TAKEN ? 1 : 0)))
                    .toList();
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }

            assertThat(taken).hasValue(1);
            assertThat(ring.bytes()).isEqualTo(longCall().bytes());
        }
    }

    @Test
    void countsAPlaceForACallThatIsCopied() {
        CallRing ring = ring(100, 3 * Slab.PLACE);
        IntStream.range(0, 3).forEach(i -> ring.offer(copied()));

        CallRing.Offer offer = ring.offer(copied());

        assertThat(offer).isEqualTo(CallRing.Offer.FULL);
        assertThat(ring.bytes()).isEqualTo(3 * Slab.PLACE);
        assertThat(ring.isFull()).isTrue();
    }

    @Test
    void leavesNoRoomForCopiesWhereLongCallsHaveIt() {
        CallRing ring = ring(100, longCall().bytes() + 2 * Slab.PLACE);
        ring.offer(copied());
        ring.offer(longCall());
        ring.offer(copied());

        CallRing.Offer offer = ring.offer(copied());

        assertThat(offer).isEqualTo(CallRing.Offer.FULL);
        QueuedEvent first = requireNonNull(ring.take());
        ring.giveBack();
        ring.release(first);
        assertThat(ring.isFull()).isFalse();
        assertThat(ring.offer(copied())).isEqualTo(CallRing.Offer.TAKEN);
    }

    @Test
    void takesNothingOnceClosedAndKeepsWhatItHas() {
        CallRing ring = ring(2, PLENTY);
        ring.offer(call("a"));
        ring.close();

        CallRing.Offer offer = ring.offer(call("b"));

        assertThat(offer).isEqualTo(CallRing.Offer.CLOSED);
        assertThat(ring.offered()).isEqualTo(1);
        assertThat(ring.take()).isNotNull();
    }

    @Test
    void usesItsPlacesAgainInTheOrderOfOffers() {
        CallRing ring = ring(Slab.PLACES + 1, PLENTY);
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < 10 * Slab.PLACES; i++) {
            ring.offer(call("m" + i));
            if (i >= Slab.PLACES) {
                taken.add(taken(ring));
            }
        }

        assertThat(taken)
                .isEqualTo(IntStream.range(0, 9 * Slab.PLACES)
                        .mapToObj(i -> "m" + i)
                        .toList());
        assertThat(ring.offered() - ring.taken()).isEqualTo(Slab.PLACES);
    }

    @Test
    void losesAndDoublesNothingUnderContention() throws InterruptedException {
        int threads = 4;
        int callsPerThread = 5_000;
        CallRing ring = ring(256, PLENTY);
        CountDownLatch start = new CountDownLatch(1);
        for (int t = 0; t < threads; t++) {
            int thread = t;
            new Thread(() -> offerAll(ring, start, thread, callsPerThread)).start();
        }

        start.countDown();
        Set<String> taken = new HashSet<>();
        int count = 0;
        while (count < threads * callsPerThread) {
            QueuedEvent event = ring.take();
            if (event != null) {
                count++;
                taken.add(model(event));
                ring.giveBack();
                ring.release(event);
            } else {
                LockSupport.parkNanos(1_000);
            }
        }

        assertThat(taken).hasSize(threads * callsPerThread);
        assertThat(ring.bytes()).isZero();
        assertThat(ring.take()).isNull();
    }

    private static void offerAll(CallRing ring, CountDownLatch start, int thread, int calls) {
        try {
            start.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        for (int i = 0; i < calls; i++) {
            QueuedCall call = call(thread + "-" + i);
            while (ring.offer(call) != CallRing.Offer.TAKEN) {
                LockSupport.parkNanos(1_000);
            }
        }
    }
}
