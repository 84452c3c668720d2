package io.costream.producer.internal;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Where the threads of the service write their calls before they offer them: several pieces of memory for each
 * processor, of which a thread mostly finds its own free and in its processor's cache. Safe for use by many threads,
 * without a lock; a thread that finds its own and those beside it in use gets new memory, which is forgotten afterwards.
 */
final class Drafts {
    private static final int FOR_EACH_PROCESSOR = 4;
    private static final int FEWEST = 16;
    /** Where a thread looks before it gets new memory. */
    private static final int LOOKS = 4;
    /** Far enough from one another that two threads do not take them from each other's cache. */
    private static final int APART = 32;

    private static final int FREE = 0;
    private static final int IN_USE = 1;
    private static final int NOT_LISTED = -1;

    private final Draft[] drafts;
    private final AtomicIntegerArray states;

    /** One of the pieces of memory. */
    static final class Draft {
        final QueuedCall call = new QueuedCall();
        private final int number;

        private Draft(int number) {
            this.number = number;
        }
    }

    Drafts() {
        int processors = Runtime.getRuntime().availableProcessors();
        drafts = new Draft[Math.max(FEWEST, FOR_EACH_PROCESSOR * processors)];
        states = new AtomicIntegerArray((drafts.length + 1) * APART);
        for (int number = 0; number < drafts.length; number++) {
            drafts[number] = new Draft(number);
        }
    }

    Draft take() {
        int number = (int) Math.floorMod(Thread.currentThread().getId(), (long) drafts.length);
        for (int look = 0; look < LOOKS; look++) {
            if (states.compareAndSet(state(number), FREE, IN_USE)) {
                return drafts[number];
            }
            number = number + 1 < drafts.length ? number + 1 : 0;
        }
        return new Draft(NOT_LISTED);
    }

    /** Gives back what was taken, cleared. */
    void give(Draft draft) {
        draft.call.clear();
        if (draft.number != NOT_LISTED) {
            states.setRelease(state(draft.number), FREE);
        }
    }

    private static int state(int number) {
        return (number + 1) * APART;
    }
}
