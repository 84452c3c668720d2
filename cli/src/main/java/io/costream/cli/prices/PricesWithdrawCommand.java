package io.costream.cli.prices;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.costream.cli.prices.PriceWriter.Written;
import io.costream.cli.terminal.CommandFailure;
import io.costream.cli.terminal.Connection;
import io.costream.cli.terminal.ExitCodes;
import io.costream.cli.terminal.InstantOption;
import io.costream.cli.terminal.Terminal;
import io.costream.pricing.BookChange;
import io.costream.pricing.ModelPrices;
import io.costream.pricing.PriceBook;
import io.costream.pricing.PriceEntry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code costream prices withdraw}: a price that was announced or recorded in error counts as never made. */
@Command(
        name = "withdraw",
        description =
                "Take back a recorded price: what it superseded counts again. Revisions before stay as they were.")
final class PricesWithdrawCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private Connection connection = new Connection();

    @Parameters(paramLabel = "PROVIDER/MODEL", description = "Whose price it is.")
    private String name = "";

    @Option(
            names = "--from",
            paramLabel = "INSTANT",
            converter = InstantOption.Converter.class,
            description = "The price that is valid from then on (default: the one recorded last).")
    private @Nullable InstantOption from;

    @Option(names = "--revision", paramLabel = "N", description = "What that revision of the book brought.")
    private @Nullable Long revision;

    @Option(names = "--tenant", defaultValue = "", description = "A price of this tenant's contract.")
    private String tenant = "";

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        Written written = new PriceWriter(connection).change(this::withdrawal);
        print(written.change());
        return ExitCodes.DONE;
    }

    private BookChange withdrawal(PriceBook book) {
        ModelKey key = ModelKey.read(name, book);
        ModelPrices model =
                key.in(book).orElseThrow(() -> CommandFailure.wrongUsage("the book has no prices of " + key));
        Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MICROS);
        BookChange change = BookChange.withdrawing(book, key.toString(), selected(model), now);
        if (change.entriesChanged() == 0) {
            throw CommandFailure.wrongUsage("no such price of " + key + (tenant.isEmpty() ? "" : " for " + tenant)
                    + "; 'costream prices show " + key + "' lists them");
        }
        return change;
    }

    private Predicate<PriceEntry> selected(ModelPrices model) {
        Predicate<PriceEntry> mine = entry -> entry.tenant().equals(tenant);
        if (from != null) {
            Instant start = from.in(ZoneOffset.UTC);
            // Where several were recorded for the same time, the one that counts is meant.
            Predicate<PriceEntry> then = mine.and(entry -> entry.from().equals(start));
            long meant = revision == null ? newest(model, then) : revision;
            return then.and(entry -> entry.revision() == meant);
        }
        if (revision != null) {
            long meant = revision;
            return mine.and(entry -> entry.revision() == meant);
        }
        long last = newest(model, mine);
        if (last == 1) {
            throw CommandFailure.wrongUsage("the prices of " + model.key()
                    + " are those that Costream brings; name one with --from to take it back");
        }
        return mine.and(entry -> entry.revision() == last);
    }

    private static long newest(ModelPrices model, Predicate<PriceEntry> condition) {
        return model.entries().stream()
                .filter(entry -> entry.withdrawnIn() == 0)
                .filter(condition)
                .mapToLong(PriceEntry::revision)
                .max()
                .orElse(0);
    }

    private void print(BookChange change) {
        Terminal terminal = Terminal.of(spec);
        if (json) {
            terminal.json(JsonNodeFactory.instance
                    .objectNode()
                    .put("revision", change.revision())
                    .put("entries_changed", change.entriesChanged()));
            return;
        }
        change.entries()
                .forEach((key, entries) -> entries.forEach(entry -> terminal.line("withdrawn: " + key + " "
                        + RateLines.validity(entry) + ", recorded in revision " + entry.revision())));
        terminal.line("revision " + change.revision() + ", entries changed: " + change.entriesChanged());
    }
}
