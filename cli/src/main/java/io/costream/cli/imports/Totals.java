package io.costream.cli.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.cli.terminal.Api;
import io.costream.cli.terminal.CommandFailure;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;

/** Waits until the totals hold what was written. */
final class Totals {
    /** How long the totals may stand still before the wait is given up; while they move, it goes on. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final long PAUSE_MILLIS = 40;

    private final Api api;

    Totals(Api api) {
        this.api = api;
    }

    /** Fails with words where the API does not answer. */
    void require() {
        asOf();
    }

    /** Returns once every partition's totals hold all calls up to the last one written. */
    void await(Map<Integer, Written> written) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Map<Integer, Long> before = Map.of();
        while (true) {
            Map<Integer, Long> now = asOf();
            if (written.entrySet().stream()
                    .allMatch(partition -> now.getOrDefault(partition.getKey(), 0L)
                            > partition.getValue().last())) {
                return;
            }
            if (!now.equals(before)) {
                deadline = System.nanoTime() + PATIENCE.toNanos();
                before = now;
            }
            if (System.nanoTime() > deadline) {
                throw CommandFailure.unreachable("everything is written, but the totals of " + api.url()
                        + " have stood still for " + PATIENCE.toSeconds()
                        + " s; look at its /health/ready, nothing has to be imported again");
            }
            pause();
        }
    }

    private Map<Integer, Long> asOf() {
        Map<Integer, Long> offsets = new HashMap<>();
        for (Map.Entry<String, JsonNode> partition :
                api.get("/v1/audit", Map.of()).path("as_of").properties()) {
            offsets.put(
                    Integer.valueOf(partition.getKey()), partition.getValue().asLong());
        }
        return offsets;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }
}
