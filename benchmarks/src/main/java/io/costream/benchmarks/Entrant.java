package io.costream.benchmarks;

/** One way to process the calls of a topic. */
interface Entrant {
    /** Processes every call of the course, and tells the watch when that begins and when it is done. */
    void run(Course course, Stopwatch watch) throws Exception;
}
