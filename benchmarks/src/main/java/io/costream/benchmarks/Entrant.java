package io.costream.benchmarks;

/** One way to process the calls of a topic. */
interface Entrant {
    /** Begins to process the course at its first call, with an empty state. */
    Processing start(Course course) throws Exception;
}
