package io.costream.producer.internal;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encodes ahead of the sender, in a daemon thread of its own: making an event takes about as long as handing it to
 * Kafka. The events wait in a ring between the two threads; what they take up stays counted in the queue of calls.
 */
final class EncodingThread implements EventSource {
    private static final Logger LOG = LoggerFactory.getLogger(EncodingThread.class);
    /** What the encoder makes while the sender looks away for its two milliseconds. */
    private static final int EVENTS_AHEAD = 4_096;

    private static final int MASK = EVENTS_AHEAD - 1;
    /** Room for so many is worth waking the encoder. */
    private static final int WAKE_MASK = EVENTS_AHEAD / 4 - 1;

    private static final long LONGEST_PARK_NANOS = 1_000_000_000L;
    private static final long LONGEST_JOIN_MILLIS = 1_000;

    private final CallRing ring;
    private final Encoding encoding;
    private final AtomicReferenceArray<@Nullable Event> ahead = new AtomicReferenceArray<>(EVENTS_AHEAD);
    private final Thread thread;
    private final QuietLog failures = new QuietLog();
    /** Calls that were made into events, or lost; set after the event can be seen. */
    private final AtomicLong encoded = new AtomicLong();

    private final AtomicLong taken = new AtomicLong();
    private volatile CallEncoder.@Nullable NotYetException stuck;
    private volatile boolean parked;
    private volatile boolean stopped;
    private long put;

    EncodingThread(CallRing ring, Encoding encoding) {
        this.ring = ring;
        this.encoding = encoding;
        this.thread = new Thread(this::run, "costream-encoder");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (!stopped) {
            if (!isHeldUp() && advance()) {
                continue;
            }
            parked = true;
            // Whatever came before the flag could be seen must not wait for the end of the pause.
            if (!stopped && (isHeldUp() || encoding.given() >= ring.offered())) {
                LockSupport.parkNanos(this, LONGEST_PARK_NANOS);
            }
            parked = false;
        }
    }

    private boolean isHeldUp() {
        return stuck != null || put - taken.get() >= EVENTS_AHEAD;
    }

    /** Makes one event; returns whether there may be more. */
    private boolean advance() {
        try {
            Event event = encoding.next();
            if (event != null) {
                ahead.setRelease((int) put & MASK, event);
                put++;
            }
            encoded.setRelease(encoding.given());
            return event != null;
        } catch (CallEncoder.NotYetException failure) {
            encoded.setRelease(encoding.given());
            stuck = failure;
            return false;
        } catch (RuntimeException failure) {
            if (failures.mayWrite(System.nanoTime())) {
                LOG.atError()
                        .setCause(failure)
                        .addKeyValue("before", failures.takeHeldBack())
                        .log("A call could not be encoded; the next one follows");
            }
            return true;
        }
    }

    @Override
    public @Nullable Event next() {
        Event event = take();
        if (event != null) {
            wakeIf((taken.getPlain() & WAKE_MASK) == 0);
            return event;
        }
        CallEncoder.NotYetException failure = stuck;
        stuck = null;
        wakeIf(failure != null || ring.taken() < ring.offered());
        if (failure != null) {
            throw failure;
        }
        return null;
    }

    private @Nullable Event take() {
        Event event = first();
        if (event != null) {
            long position = taken.getPlain();
            ahead.setPlain((int) position & MASK, null);
            taken.setRelease(position + 1);
        }
        return event;
    }

    private void wakeIf(boolean useful) {
        if (useful && parked) {
            LockSupport.unpark(thread);
        }
    }

    @Override
    public long given() {
        // In this order: what was encoded before the look is in the ring by then.
        long before = encoded.get();
        Event first = first();
        return first == null ? before : first.ordinal;
    }

    @Override
    public boolean isStuck() {
        return stuck != null && first() == null;
    }

    private @Nullable Event first() {
        return ahead.getAcquire((int) taken.getPlain() & MASK);
    }

    @Override
    public void drain(Consumer<Event> events) {
        stopped = true;
        // Ends a wait for the registry.
        thread.interrupt();
        try {
            thread.join(LONGEST_JOIN_MILLIS);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        }
        for (Event event = take(); event != null; event = take()) {
            events.accept(event);
        }
        if (!thread.isAlive()) {
            encoding.drain(events);
            encoded.set(encoding.given());
        }
    }
}
