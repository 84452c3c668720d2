package io.costream.producer.internal;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Has something done when the JVM ends, unless it is cancelled before. Safe for use by many threads. */
final class ShutdownHook {
    private final AtomicReference<@Nullable Thread> hook = new AtomicReference<>();

    void register(Runnable action) {
        Thread thread = new Thread(action, "costream-shutdown");
        if (hook.compareAndSet(null, thread)) {
            Runtime.getRuntime().addShutdownHook(thread);
        }
    }

    /** Whether something would be done. */
    boolean isRegistered() {
        return hook.get() != null;
    }

    void cancel() {
        Thread thread = hook.getAndSet(null);
        if (thread == null || thread == Thread.currentThread()) {
            return;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException endingAlready) {
            // The hook runs by now, and closes what is being closed here: both may.
            hook.set(null);
        }
    }
}
