package io.costream.cli.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.cli.terminal.Api;
import io.costream.cli.terminal.Connection;
import io.costream.cli.terminal.Lists;
import io.costream.cli.terminal.Terminal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code costream alerts tail}: prints alerts as they are raised, until it is stopped. */
@Command(name = "tail", description = "Print alerts as they are raised, until Ctrl-C.")
final class AlertsTailCommand implements Runnable {
    private static final long PAUSE_MILLIS = 500;
    /** An alert is asked for again this long after its time: it may become visible behind a later one. */
    private static final Duration OVERLAP = Duration.ofMinutes(2);

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private Connection connection = new Connection();

    @Option(names = "--tenant", defaultValue = "", description = "Alerts of one tenant.")
    private String tenant = "";

    @Option(names = "--json", description = "Print one JSON document a line.")
    private boolean json;

    @Override
    public void run() {
        Api api = new Api(connection);
        Terminal terminal = Terminal.of(spec);
        Set<String> seen = new HashSet<>();
        Instant since = Clock.systemUTC().instant();
        ids(api, since.minus(OVERLAP), seen);
        while (!Thread.currentThread().isInterrupted()) {
            Instant asked = Clock.systemUTC().instant();
            for (JsonNode alert : alerts(api, since.minus(OVERLAP))) {
                if (seen.add(alert.path("id").asText())) {
                    terminal.line(json ? alert.toString() : AlertText.line(alert));
                }
            }
            since = asked;
            pause();
        }
    }

    private void ids(Api api, Instant since, Set<String> seen) {
        alerts(api, since).forEach(alert -> seen.add(alert.path("id").asText()));
    }

    private JsonNode alerts(Api api, Instant since) {
        return Lists.items(api.get("/v1/alerts", Map.of("tenant", tenant, "since", since.toString())));
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }
}
