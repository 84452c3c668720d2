package io.costream.processor.repricing;

import io.costream.avro.Repricing;
import io.costream.avro.RepricingState;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far the known runs have written, beside how far an answer has read. A run that has ended is in an answer as a whole
 * once every partition's adjustments have been read up to the run's last one. Immutable.
 */
final class RunReach {
    private final List<Repricing> runs;

    private RunReach(List<Repricing> runs) {
        this.runs = runs;
    }

    static RunReach of(Collection<Repricing> runs) {
        return new RunReach(runs.stream()
                .sorted(Comparator.comparing(Repricing::getStarted).reversed())
                .toList());
    }

    /** Whether an answer holds adjustments of which the known runs know nothing yet. */
    boolean isBehind(Map<Integer, Long> adjustedTo) {
        return adjustedTo.entrySet().stream()
                .anyMatch(read -> read.getValue() > written(Integer.toString(read.getKey())));
    }

    private long written(String partition) {
        return runs.stream()
                .mapToLong(run -> Math.max(
                        run.getEnds().getOrDefault(partition, 0L),
                        run.getBarriers().getOrDefault(partition, -1L) + 1))
                .max()
                .orElse(0);
    }

    /** The newest run that may change what an answer is about and is not in it as a whole; no tenant stands for all. */
    Optional<Repricing> unfinishedIn(String tenant, Instant from, Instant to, Map<Integer, Long> adjustedTo) {
        return runs.stream()
                .filter(run -> tenant.isEmpty()
                        || run.getTenant().isEmpty()
                        || run.getTenant().equals(tenant))
                .filter(run -> run.getFrom().isBefore(to) && from.isBefore(run.getTo()))
                .filter(run -> !isWholeIn(run, adjustedTo))
                .findFirst();
    }

    private static boolean isWholeIn(Repricing run, Map<Integer, Long> adjustedTo) {
        return run.getState() != RepricingState.RUNNING
                && run.getEnds().entrySet().stream().allMatch(end -> {
                    Long read = adjustedTo.get(Integer.valueOf(end.getKey()));
                    // A partition that nobody answers for is named as missing.
                    return read == null || read >= end.getValue();
                });
    }
}
