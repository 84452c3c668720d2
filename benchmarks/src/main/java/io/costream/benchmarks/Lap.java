package io.costream.benchmarks;

/**
 * What was measured of a warm entry.
 *
 * @param callsBefore done before it was warm
 * @param calls done while it was measured
 * @param nanos how long it was measured
 * @param cpuNanos of the entrant's process
 * @param brokerCpuNanos of the process with the broker
 * @param otherCpuNanos of everything else on the machine; 0 where it cannot be told
 */
record Lap(long callsBefore, long calls, long nanos, long cpuNanos, long brokerCpuNanos, long otherCpuNanos) {
    Lap {
        if (calls < 1) {
            throw new IllegalArgumentException("no calls were done while the entry was measured");
        }
    }

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
