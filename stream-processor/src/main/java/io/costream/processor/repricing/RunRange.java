package io.costream.processor.repricing;

import io.costream.avro.Repricing;
import io.costream.avro.RepricingState;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where one run's adjustments stand in a partition of adjustments.
 *
 * @param start the run's barrier, or where the log begins by now
 * @param end exclusive
 */
record RunRange(long start, long end) {
    /**
     * The runs that posted in a partition, in their order. One that has ended says how far it came: where it posted
     * nothing, nothing has to be fetched to find that out.
     *
     * @param logStart where the partition begins
     * @param limit how far it is read
     */
    static List<RunRange> of(List<Repricing> runs, int partition, long logStart, long limit) {
        String key = Integer.toString(partition);
        return runs.stream()
                .flatMap(run -> of(run, key, limit).stream())
                .filter(range -> range.end > logStart)
                .map(range -> new RunRange(Math.max(range.start, logStart), range.end))
                .sorted(Comparator.comparingLong(RunRange::start))
                .toList();
    }

    private static Optional<RunRange> of(Repricing run, String partition, long limit) {
        @Nullable Long barrier = run.getBarriers().get(partition);
        boolean active = run.getState() == RepricingState.RUNNING;
        @Nullable Long posted = run.getEnds().get(partition);
        if (barrier == null || barrier >= limit || (posted == null && !active)) {
            return Optional.empty();
        }
        return Optional.of(new RunRange(barrier, active || posted == null ? limit : Math.min(posted, limit)));
    }
}
