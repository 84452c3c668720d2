package io.costream.processor.repricing;

/** Watches a run, and may end it. Called by the run's own thread. */
public interface RunObserver {
    /** Nobody watches. */
    RunObserver NONE = (read, of) -> {};

    /** So many postings have been read of so many. */
    void progress(long read, long of);

    /** The run has begun, or was found to be resumed; from here on it is known by this name. */
    default void begun(String run) {}

    /** Asked several times a second: whether to stop and leave the run to be resumed. */
    default boolean isStopping() {
        return false;
    }
}
