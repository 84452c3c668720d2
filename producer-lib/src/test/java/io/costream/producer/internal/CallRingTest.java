package io.costream.producer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.producer.Call;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallRingTest {
    private static final long PLENTY = 1L << 40;

    private static Call call(String model) {
        return Call.builder().model(model).build();
    }

    @Test
    void givesCallsInTheOrderOfOffers() {
        CallRing ring = new CallRing(3, PLENTY);
        ring.offer(call("a"));
        ring.offer(call("b"));

        assertThat(ring.take()).extracting(Call::model).isEqualTo("a");
        assertThat(ring.take()).extracting(Call::model).isEqualTo("b");
        assertThat(ring.take()).isNull();
    }

    @Test
    void isFullAtItsCapacityEvenWhereThatIsNoPowerOfTwo() {
        CallRing ring = new CallRing(3, PLENTY);
        IntStream.range(0, 3).forEach(i -> ring.offer(call("m")));

        CallRing.Offer offer = ring.offer(call("m"));

        assertThat(offer).isEqualTo(CallRing.Offer.FULL);
    }

    @Test
    void isFullAtItsBytesUntilTheyAreReleased() {
        Call call = call("m");
        CallRing ring = new CallRing(100, call.approximateBytes());
        ring.offer(call);

        CallRing.Offer whileUnderWay = ring.offer(call);
        ring.take();
        CallRing.Offer whileTaken = ring.offer(call);
        ring.release(call.approximateBytes());
        CallRing.Offer afterRelease = ring.offer(call);

        assertThat(whileUnderWay).isEqualTo(CallRing.Offer.FULL);
        assertThat(whileTaken).isEqualTo(CallRing.Offer.FULL);
        assertThat(afterRelease).isEqualTo(CallRing.Offer.TAKEN);
    }

    @Test
    void takesNothingOnceClosedAndKeepsWhatItHas() {
        CallRing ring = new CallRing(2, PLENTY);
        ring.offer(call("a"));
        ring.close();

        CallRing.Offer offer = ring.offer(call("b"));

        assertThat(offer).isEqualTo(CallRing.Offer.CLOSED);
        assertThat(ring.offered()).isEqualTo(1);
        assertThat(ring.take()).isNotNull();
    }

    @Test
    void losesAndDoublesNothingUnderContention() throws InterruptedException {
        int threads = 4;
        int callsPerThread = 5_000;
        CallRing ring = new CallRing(256, PLENTY);
        CountDownLatch start = new CountDownLatch(1);
        for (int t = 0; t < threads; t++) {
            int thread = t;
            new Thread(() -> offerAll(ring, start, thread, callsPerThread)).start();
        }

        start.countDown();
        Set<String> taken = new HashSet<>();
        int count = 0;
        while (count < threads * callsPerThread) {
            Call call = ring.take();
            if (call != null) {
                count++;
                taken.add(call.model());
                ring.release(call.approximateBytes());
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
            Call call = call(thread + "-" + i);
            while (ring.offer(call) != CallRing.Offer.TAKEN) {
                LockSupport.parkNanos(1_000);
            }
        }
    }
}
