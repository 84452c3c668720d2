package io.costream.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.cli.alerts.AlertText;
import io.costream.cli.budgets.BudgetTopic;
import io.costream.cli.kafka.KafkaAccess;
import io.costream.cli.reports.ReportText;
import io.costream.cli.server.EmbeddedCostream;
import io.costream.cli.server.Places;
import io.costream.cli.server.UpCommand;
import io.costream.cli.terminal.Api;
import io.costream.cli.terminal.CommandFailure;
import io.costream.cli.terminal.Connection;
import io.costream.cli.terminal.ExitCodes;
import io.costream.cli.terminal.Lists;
import io.costream.cli.terminal.Terminal;
import io.costream.producer.Call;
import io.costream.producer.CallRecorder;
import io.costream.producer.Costream;
import io.costream.producer.CostreamConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.InterruptException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code costream demo}: everything, on a folder and traffic of its own. */
@Command(name = "demo", description = "See it work: a day of traffic of three companies, a budget, a report, alerts.")
public final class DemoCommand implements Callable<Integer> {
    private static final int CALLS = 3_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 100;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--exit", description = "End when everything is shown, and leave nothing behind.")
    private boolean exit;

    @Override
    public Integer call() throws IOException {
        Terminal terminal = Terminal.of(spec);
        Path folder = Files.createTempDirectory("costream-demo");
        terminal.line("Starting Kafka, a schema registry, the processor and the alert consumer in this process …");
        EmbeddedCostream costream;
        try {
            costream = EmbeddedCostream.start(new Places(folder, 0, 0, 0));
        } catch (CommandFailure failure) {
            delete(folder);
            throw failure;
        }
        Thread cleaning = new Thread(() -> stop(costream, folder), "costream-stop");
        Runtime.getRuntime().addShutdownHook(cleaning);
        show(costream.connection(), terminal);
        if (exit) {
            terminal.line("");
            terminal.line("Done. 'costream demo' without --exit keeps it running, for you to look around.");
            Runtime.getRuntime().removeShutdownHook(cleaning);
            stop(costream, folder);
            return ExitCodes.DONE;
        }
        next(costream.connection(), terminal);
        UpCommand.untilStopped();
        return ExitCodes.DONE;
    }

    private static void show(Connection connection, Terminal terminal) {
        Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MICROS);
        List<Call> calls = new Traffic(now).calls(CALLS);
        DemoBudget budget = DemoBudget.over(calls, now);
        new BudgetTopic(new KafkaAccess(connection)).awaitApplied(budget.apply(connection));
        terminal.line("Budget: " + budget.text());
        record(connection, calls);
        Api api = new Api(connection);
        await("the totals do not hold all calls", () -> read(api) >= CALLS);
        terminal.line("Recorded " + CALLS + " calls of the last 24 hours through the Java library; all are counted.");
        terminal.line("");
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        JsonNode report = api.get(
                "/v1/report",
                Map.of(
                        "start",
                        today.minusDays(1).toString(),
                        "end",
                        today.plusDays(1).toString()));
        ReportText.lines(report).forEach(terminal::line);
        terminal.line("");
        terminal.line("Alerts");
        await("no alert was raised", () -> alerts(api).size() > 0);
        alerts(api).forEach(alert -> terminal.line("  " + AlertText.line(alert)));
    }

    private static void record(Connection connection, List<Call> calls) {
        CostreamConfig config = CostreamConfig.of(
                Map.of("bootstrap.servers", connection.bootstrap(), "schema.registry.url", connection.registry()));
        try (CallRecorder recorder = Costream.create(config)) {
            calls.forEach(recorder::record);
            recorder.flush(PATIENCE);
        }
    }

    private static long read(Api api) {
        return api.get("/v1/audit", Map.of()).path("total").path("read").asLong();
    }

    private static JsonNode alerts(Api api) {
        return Lists.items(api.get("/v1/alerts", Map.of()));
    }

    private static void await(String otherwise, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw CommandFailure.unreachable(
                        otherwise + " after " + PATIENCE.toSeconds() + " s; repeat with --verbose to see why");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (InterruptedException interrupted) {
                throw new InterruptException(interrupted);
            }
        }
    }

    private static void next(Connection connection, Terminal terminal) {
        terminal.line("");
        terminal.line("It keeps running until Ctrl-C. In another terminal:");
        terminal.line("  export COSTREAM_URL=" + connection.url() + " COSTREAM_BOOTSTRAP=" + connection.bootstrap()
                + " COSTREAM_REGISTRY=" + connection.registry());
        terminal.line("  ./costream report --tenant acme --detailed 5");
        terminal.line("  ./costream call demo-42");
        terminal.line("  ./costream session acme-session-1");
        terminal.line("  ./costream budgets status");
        terminal.line("  ./costream log --model gpt-4o --input-tokens 1000 --output-tokens 300 --tenant acme");
        terminal.line("  curl '" + connection.url() + "/v1/usage?rollup=provider,model&window=hour&from="
                + Clock.systemUTC().instant().minus(Duration.ofDays(1)).truncatedTo(ChronoUnit.HOURS) + "&to="
                + Clock.systemUTC().instant().truncatedTo(ChronoUnit.HOURS) + "'");
    }

    private static void stop(EmbeddedCostream costream, Path folder) {
        costream.close();
        delete(folder);
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("the folder " + folder + " cannot be removed", failure);
        }
    }
}
