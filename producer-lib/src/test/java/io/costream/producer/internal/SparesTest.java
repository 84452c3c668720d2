package io.costream.producer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SparesTest {
    private final AtomicInteger made = new AtomicInteger();
    private final Spares<Object> spares = new Spares<>(() -> {
        made.incrementAndGet();
        return new Object();
    });

    @Test
    void givesTheLastOneFirstAndMakesNewOnesOnlyThen() {
        Object first = spares.take();
        Object second = spares.take();
        spares.give(first);
        spares.give(second);

        assertThat(spares.take()).isSameAs(second);
        assertThat(spares.take()).isSameAs(first);
        assertThat(made).hasValue(2);
    }

    @Test
    void givesNothingToTwoThreadsAtATime() throws InterruptedException {
        int threads = 4;
        AtomicInteger doubled = new AtomicInteger();
        Set<Object> inUse = ConcurrentHashMap.newKeySet();
        CountDownLatch done = new CountDownLatch(threads);
        for (int thread = 0; thread < threads; thread++) {
            new Thread(() -> {
                        for (int i = 0; i < 20_000; i++) {
                            Object memory = spares.take();
                            doubled.addAndGet(inUse.add(memory) ? 0 : 1);
                            inUse.remove(memory);
                            spares.give(memory);
                        }
                        done.countDown();
                    })
                    .start();
        }

        done.await();

        assertThat(doubled).hasValue(0);
        assertThat(made).hasValueLessThanOrEqualTo(threads);
    }
}
