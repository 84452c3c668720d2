package io.costream.cli.budgets;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.costream.alerts.BudgetChanges;
import io.costream.alerts.BudgetChanges.LeftOut;
import io.costream.alerts.BudgetFile;
import io.costream.avro.Budget;
import io.costream.cli.kafka.KafkaAccess;
import io.costream.cli.prices.KnownModels;
import io.costream.cli.terminal.CommandFailure;
import io.costream.cli.terminal.Connection;
import io.costream.cli.terminal.ExitCodes;
import io.costream.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code costream budgets apply}: what the file says holds; what it leaves out stays, unless --prune. */
@Command(
        name = "apply",
        description = "Let the budgets of a YAML file hold. Nothing is written unless all of it is valid.")
final class BudgetsApplyCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private Connection connection = new Connection();

    @Parameters(paramLabel = "FILE", description = "The file; - is standard input.")
    private String file = "";

    @Option(names = "--prune", description = "Delete budgets that the file leaves out.")
    private boolean prune;

    @Option(names = "--dry-run", description = "Say what would change, and change nothing.")
    private boolean dryRun;

    @Option(names = "--no-wait", description = "Return when it is written, not when every task applies it.")
    private boolean noWait;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        String text = text();
        // Read once without the server, so that an error in the file is told even where Kafka is away.
        BudgetFile.Result alone = BudgetFile.read(text, new KnownThings(Map.of()));
        alone.errors().stream()
                .filter(problem -> !problem.message().startsWith("parent:"))
                .findFirst()
                .ifPresent(problem -> {
                    throw refused(alone.errors());
                });
        KafkaAccess kafka = new KafkaAccess(connection);
        kafka.require(List.of(kafka.topics().budgets(), kafka.topics().budgetStatus()));
        BudgetTopic topic = new BudgetTopic(kafka);
        BudgetChanges changes = dryRun ? changes(text, topic.read()) : topic.change(applied -> changes(text, applied));
        if (!dryRun && !noWait && !topic.awaitApplied(changes)) {
            throw CommandFailure.unreachable("the budgets are written, but the alert consumer has not applied them"
                    + " within a minute; is it running?");
        }
        print(changes);
        return ExitCodes.DONE;
    }

    private BudgetChanges changes(String text, Map<String, Budget> applied) {
        BudgetFile.Result result = BudgetFile.read(text, new KnownThings(applied));
        if (!result.isValid()) {
            throw refused(result.errors());
        }
        Terminal terminal = Terminal.of(spec);
        result.warnings().forEach(warning -> terminal.note(file + " " + warning));
        Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MICROS);
        return BudgetChanges.between(applied, result.budgets(), prune ? LeftOut.IS_DELETED : LeftOut.STAYS, now);
    }

    private CommandFailure refused(List<BudgetFile.Problem> errors) {
        String more = errors.size() == 1
                ? ""
                : " (and " + (errors.size() - 1) + " more: "
                        + errors.stream()
                                .skip(1)
                                .map(BudgetFile.Problem::toString)
                                .reduce((one, other) -> one + "; " + other)
                                .orElse("")
                        + ")";
        return CommandFailure.wrongUsage(file + " " + errors.get(0) + more + "; nothing was written");
    }

    private String text() {
        try {
            return file.equals("-")
                    ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(Path.of(file));
        } catch (IOException unreadable) {
            throw CommandFailure.wrongUsage("the file " + file + " cannot be read as text", unreadable);
        }
    }

    private void print(BudgetChanges changes) {
        Terminal terminal = Terminal.of(spec);
        if (json) {
            ObjectNode document = JsonNodeFactory.instance.objectNode();
            put(document.putArray("created"), changes.created());
            put(document.putArray("changed"), changes.changed());
            put(document.putArray("unchanged"), changes.unchanged());
            put(document.putArray("deleted"), changes.deleted());
            terminal.json(document);
            return;
        }
        line(terminal, dryRun ? "would be created" : "created", changes.created());
        line(terminal, dryRun ? "would be changed" : "changed", changes.changed());
        line(terminal, "unchanged", changes.unchanged());
        line(terminal, dryRun ? "would be deleted" : "deleted", changes.deleted());
    }

    private static void put(ArrayNode array, List<String> ids) {
        ids.forEach(array::add);
    }

    private static void line(Terminal terminal, String what, List<String> ids) {
        if (!ids.isEmpty()) {
            terminal.line(what + ": " + String.join(", ", ids));
        }
    }

    /** Models and providers of the built-in catalogue, and the budgets that hold already. */
    private static final class KnownThings implements BudgetFile.Known {
        private final Map<String, Budget> applied;

        KnownThings(Map<String, Budget> applied) {
            this.applied = applied;
        }

        @Override
        public boolean isModel(String model) {
            return KnownModels.book().find("", model).isPresent();
        }

        @Override
        public boolean isProvider(String provider) {
            return KnownModels.book().models().stream()
                    .anyMatch(known -> known.provider().equals(provider));
        }

        @Override
        public Set<String> budgets() {
            return applied.keySet();
        }
    }
}
