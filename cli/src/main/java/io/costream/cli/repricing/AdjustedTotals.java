package io.costream.cli.repricing;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.cli.terminal.Api;
import io.costream.cli.terminal.CommandFailure;
import io.costream.cli.terminal.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;

/** Waits until the totals hold what a run has posted. */
final class AdjustedTotals {
    /** How long the totals may stand still before the wait is given up. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final long PAUSE_MILLIS = 50;

    private final Api api;

    AdjustedTotals(Connection connection) {
        api = new Api(connection);
    }

    /** Fails with words where the API does not answer. */
    void require() {
        asOf();
    }

    /** Returns once the totals hold all adjustments below these offsets, by partition. */
    void await(Map<String, Long> ends) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        JsonNode before = asOf();
        JsonNode now = before;
        while (!holds(now, ends)) {
            if (!now.equals(before)) {
                deadline = System.nanoTime() + PATIENCE.toNanos();
                before = now;
            }
            if (System.nanoTime() > deadline) {
                throw CommandFailure.unreachable("everything is posted, but the totals of " + api.url()
                        + " have stood still for " + PATIENCE.toSeconds()
                        + " s; look at its /health/ready, nothing has to be done again");
            }
            pause();
            now = asOf();
        }
    }

    private static boolean holds(JsonNode asOf, Map<String, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> asOf.path(end.getKey()).asLong() >= end.getValue());
    }

    private JsonNode asOf() {
        return api.get("/v1/audit", Map.of()).path("adjustments_as_of");
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }
}
