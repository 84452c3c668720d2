package io.costream.cli.prices;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.costream.cli.terminal.Connection;
import io.costream.cli.terminal.ExitCodes;
import io.costream.cli.terminal.Terminal;
import io.costream.pricing.BookChange;
import io.costream.pricing.ModelPrices;
import io.costream.pricing.PriceBook;
import io.costream.pricing.catalogue.PriceFile;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code costream prices import}: records what a price file says and the book does not say yet. */
@Command(name = "import", description = "Record the prices of a file. Undated prices of known models hold from now on.")
final class PricesImportCommand implements Callable<Integer> {
    private static final int FIRST_LINES = 20;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private Connection connection = new Connection();

    @Parameters(paramLabel = "FILE", description = "The file; - is standard input.")
    private String file = "";

    @Option(names = "--format", required = true, description = "costream, litellm or genai-prices.")
    private String format = "";

    @Option(names = "--dry-run", description = "Say what would change, and change nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        PriceFile prices = CaseFile.prices(file, format);
        PriceWriter writer = new PriceWriter(connection);
        BookChange change = dryRun
                ? recording(writer.read(), prices)
                : writer.change(book -> recording(book, prices)).change();
        print(prices, change);
        return ExitCodes.DONE;
    }

    private static BookChange recording(PriceBook book, PriceFile prices) {
        Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MICROS);
        return BookChange.recording(book, prices.models(), now);
    }

    private static void list(Terminal terminal, String what, List<String> names) {
        terminal.line(what + ": " + (names.isEmpty() ? "none" : names.size()));
        names.stream().limit(FIRST_LINES).forEach(name -> terminal.line("  " + name));
        if (names.size() > FIRST_LINES) {
            terminal.line("  and " + (names.size() - FIRST_LINES) + " more; --json lists all");
        }
    }

    private void print(PriceFile prices, BookChange change) {
        Terminal terminal = Terminal.of(spec);
        if (json) {
            ObjectNode document = JsonNodeFactory.instance
                    .objectNode()
                    .put("revision", change.revision())
                    .put("entries_changed", change.entriesChanged())
                    .put("models_read", prices.models().size())
                    .put("models_changed", change.changed().size())
                    .put("dry_run", dryRun);
            ArrayNode changed = document.putArray("changed");
            change.changed().forEach(model -> changed.add(model.key()));
            ArrayNode notUnderstood = document.putArray("not_understood");
            prices.notUnderstood().forEach(notUnderstood::add);
            terminal.json(document);
            return;
        }
        terminal.line("models read: " + prices.models().size());
        list(
                terminal,
                dryRun ? "models that would change" : "models changed",
                change.changed().stream().map(ModelPrices::key).toList());
        list(terminal, "fields not understood", prices.notUnderstood());
        terminal.line((dryRun ? "it would be revision " : "revision ") + change.revision() + ", entries changed: "
                + change.entriesChanged());
    }
}
