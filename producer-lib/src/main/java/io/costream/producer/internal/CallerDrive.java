package io.costream.producer.internal;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** No thread: calls are sent by whoever flushes or closes. Makes tests deterministic. */
final class CallerDrive implements Drive {
    private static final long LONGEST_WAIT_NANOS = 1_000_000L;

    private final Sender sender;
    private final ReentrantLock lock = new ReentrantLock();

    CallerDrive(Sender sender) {
        this.sender = sender;
    }

    @Override
    public void wake() {}

    @Override
    public boolean awaitSettled(long number, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        sender.await(number);
        lock.lock();
        try {
            sender.pass(System.nanoTime());
            while (sender.settledBefore() < number) {
                if (System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted()) {
                    return false;
                }
                long wait = sender.pass(System.nanoTime());
                LockSupport.parkNanos(this, Math.min(wait, LONGEST_WAIT_NANOS));
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void stop(Duration timeout) {
        lock.lock();
        try {
            sender.shutDown(timeout);
        } finally {
            lock.unlock();
        }
    }
}
