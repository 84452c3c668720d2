package io.costream.benchmarks;

/** An entrant at work. */
interface Processing extends AutoCloseable {
    /**
     * How many calls are done by now.
     *
     * @throws IllegalStateException where the work has failed
     */
    long calls();

    /** Ends the work, whether it is done or not; then {@link #calls} tells how many were done in all. */
    @Override
    void close();
}
