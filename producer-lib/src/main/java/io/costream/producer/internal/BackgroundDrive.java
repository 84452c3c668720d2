package io.costream.producer.internal;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One daemon thread that passes again and again. While there is traffic it looks every two milliseconds by itself, so
 * that no caller pays for waking it; only after a quiet second it sleeps until the next call wakes it.
 */
final class BackgroundDrive implements Drive {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundDrive.class);
    private static final int IDLE_PASSES_BEFORE_SLEEP = 500;
    private static final long LONGEST_SLEEP_NANOS = 5_000_000_000L;
    private static final long LONGEST_WAIT_NANOS = 50_000_000L;

    private final Sender sender;
    private final Thread thread;
    private final AtomicBoolean asleep = new AtomicBoolean();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition progress = lock.newCondition();
    private final QuietLog failures = new QuietLog();
    private volatile boolean stopped;
    private volatile Duration stopTimeout = Duration.ZERO;

    BackgroundDrive(Sender sender) {
        this.sender = sender;
        this.thread = new Thread(this::run, "costream-sender");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void wake() {
        if (asleep.get() && asleep.compareAndSet(true, false)) {
            LockSupport.unpark(thread);
        }
    }

    @Override
    public boolean awaitSettled(long number, Duration timeout) {
        sender.await(number);
        wake();
        long remaining = timeout.toNanos();
        lock.lock();
        try {
            while (sender.settledBefore() < number) {
                if (remaining <= 0) {
                    return false;
                }
                remaining = progress.awaitNanos(remaining);
            }
            return true;
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void stop(Duration timeout) {
        stopTimeout = timeout;
        stopped = true;
        LockSupport.unpark(thread);
        try {
            thread.join(Math.max(1, timeout.toMillis()));
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        int idlePasses = 0;
        while (!stopped) {
            long waitNanos = pass();
            if (waitNanos == 0) {
                idlePasses = 0;
            } else {
                idlePasses = sender.isBusy() ? 0 : idlePasses + 1;
                pause(waitNanos, idlePasses);
            }
        }
        sender.shutDown(stopTimeout);
        signalProgress();
    }

    private long pass() {
        long settled = sender.settledBefore();
        long waitNanos = Sender.IDLE_NANOS;
        try {
            waitNanos = sender.pass(System.nanoTime());
        } catch (RuntimeException | Error failure) {
            // Without this thread every further call would be lost, which is worse than what an error may leave behind.
            if (failures.mayWrite(System.nanoTime())) {
                LOG.atError()
                        .setCause(failure)
                        .addKeyValue("before", failures.takeHeldBack())
                        .log("A pass of the sender failed; the next one follows");
            }
        }
        if (sender.settledBefore() != settled) {
            signalProgress();
        }
        return waitNanos;
    }

    private void pause(long waitNanos, int idlePasses) {
        if (idlePasses < IDLE_PASSES_BEFORE_SLEEP) {
            LockSupport.parkNanos(this, Math.min(waitNanos, LONGEST_WAIT_NANOS));
            return;
        }
        asleep.set(true);
        // A call that was queued before the flag could be seen must not wait for the end of the sleep.
        if (!sender.isBusy() && !stopped) {
            LockSupport.parkNanos(this, LONGEST_SLEEP_NANOS);
        }
        asleep.set(false);
    }

    private void signalProgress() {
        lock.lock();
        try {
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
