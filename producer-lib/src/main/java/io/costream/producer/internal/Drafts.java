package io.costream.producer.internal;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Where the threads of the service write their calls before they offer them: a few pieces of memory, of which a thread
 * mostly finds its own free, and in its processor's cache. Safe for use by many threads, without a lock; a thread that
 * finds its own in use gets new memory, which is forgotten afterwards.
 */
final class Drafts {
    private static final int DRAFTS = 16;
    /** Far enough from one another that two threads do not take them from each other's cache. */
    private static final int APART = 32;

    private static final int FREE = 0;
    private static final int IN_USE = 1;

    private final Draft[] drafts = new Draft[DRAFTS];
    private final AtomicIntegerArray states = new AtomicIntegerArray((DRAFTS + 1) * APART);

    /** One of the pieces of memory. */
    static final class Draft {
        final QueuedCall call = new QueuedCall();
        private final int number;

        private Draft(int number) {
            this.number = number;
        }
    }

    Drafts() {
        for (int number = 0; number < DRAFTS; number++) {
            drafts[number] = new Draft(number);
        }
    }

    Draft take() {
        int number = (int) (Thread.currentThread().getId() % DRAFTS);
        return states.compareAndSet(state(number), FREE, IN_USE) ? drafts[number] : new Draft(DRAFTS);
    }

    /** Gives back what was taken, cleared. */
    void give(Draft draft) {
        draft.call.clear();
        if (draft.number < DRAFTS) {
            states.setRelease(state(draft.number), FREE);
        }
    }

    private static int state(int number) {
        return (number + 1) * APART;
    }
}
