package io.costream.benchmarks;

/**
 * One run of an entry.
 *
 * @param nanos from the first call to the commit of the last
 * @param cpuNanos of the entrant's process
 * @param brokerCpuNanos of the process with the broker
 * @param otherCpuNanos of everything else on the machine; 0 where it cannot be told
 * @param applicationId which names the internal topics of the run
 */
record Lap(long calls, long nanos, long cpuNanos, long brokerCpuNanos, long otherCpuNanos, String applicationId) {
    long callsPerSecond() {
        return calls * 1_000_000_000 / nanos;
    }

    /** CPU of entrant and broker for one call, in nanoseconds. */
    long cpuNanosPerCall() {
        return (cpuNanos + brokerCpuNanos) / calls;
    }

    /** How much of one core others used meanwhile, in percent. */
    long otherPercent() {
        return otherCpuNanos * 100 / nanos;
    }
}
