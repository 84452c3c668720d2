package io.costream.cli.prices;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.costream.cli.prices.PriceWriter.Written;
import io.costream.cli.terminal.Connection;
import io.costream.cli.terminal.ExitCodes;
import io.costream.cli.terminal.Terminal;
import io.costream.pricing.BookChange;
import io.costream.pricing.PriceBook;
import io.costream.pricing.PriceEntry;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code costream prices set}: records a price, which supersedes what it overlaps; nothing is erased. */
@Command(
        name = "set",
        description = "Record a price of a model. It supersedes what it overlaps; what is not named stays.")
final class PricesSetCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private Connection connection = new Connection();

    @Mixin
    private NewPrice price = new NewPrice();

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        // Once without the server, so that a wrong option is told even where Kafka is away.
        price.prices(KnownModels.book());
        Written written = new PriceWriter(connection)
                .change(book -> BookChange.recording(
                        book,
                        List.of(price.prices(book)),
                        Clock.systemUTC().instant().truncatedTo(ChronoUnit.MICROS)));
        print(written.before(), written.change());
        return ExitCodes.DONE;
    }

    private void print(PriceBook before, BookChange change) {
        Terminal terminal = Terminal.of(spec);
        if (json) {
            terminal.json(JsonNodeFactory.instance
                    .objectNode()
                    .put("revision", change.revision())
                    .put("entries_changed", change.entriesChanged()));
            return;
        }
        if (change.entriesChanged() == 0) {
            terminal.line("unchanged: the book says so already (revision " + change.revision() + ")");
            return;
        }
        Map<String, String> old = price.before(before).map(RateLines::all).orElse(Map.of());
        change.entries().values().forEach(entries -> entries.forEach(entry -> show(terminal, old, entry)));
        price.superseded(before)
                .forEach(entry -> terminal.line("no longer counts: the price valid " + RateLines.validity(entry)));
        terminal.line("revision " + change.revision() + ", entries changed: " + change.entriesChanged());
    }

    private void show(Terminal terminal, Map<String, String> old, PriceEntry entry) {
        terminal.line(change(entry));
        Map<String, String> now = RateLines.all(entry);
        now.forEach((unit, rate) -> {
            String was = old.getOrDefault(unit, "");
            String how = was.isEmpty() ? "new" : was.equals(rate) ? "as before" : "was " + was;
            terminal.line("  " + unit + ": " + rate + ", " + how);
        });
        old.forEach((unit, rate) -> {
            if (!now.containsKey(unit)) {
                terminal.line("  " + unit + ": no rate any more, was " + rate);
            }
        });
    }

    private String change(PriceEntry entry) {
        return price.key(KnownModels.book()) + " " + RateLines.validity(entry);
    }
}
