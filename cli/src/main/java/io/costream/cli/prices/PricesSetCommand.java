package io.costream.cli.prices;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.costream.cli.kafka.KafkaAccess;
import io.costream.cli.terminal.Api;
import io.costream.cli.terminal.CommandFailure;
import io.costream.cli.terminal.Connection;
import io.costream.cli.terminal.ExitCodes;
import io.costream.cli.terminal.Terminal;
import io.costream.pricing.BookChange;
import io.costream.pricing.ModelPrices;
import io.costream.pricing.PriceBook;
import io.costream.pricing.PriceEntry;
import io.costream.processor.prices.PriceTopic;
import io.costream.schemas.HttpSchemaRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code costream prices set}: records a price, which supersedes what it overlaps; nothing is erased. */
@Command(name = "set", description = "Record a price of a model. It supersedes what it overlaps.")
final class PricesSetCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 200;

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
        price.prices(PriceBook.EMPTY);
        KafkaAccess kafka = new KafkaAccess(connection);
        kafka.require(List.of(kafka.topics().prices()));
        AtomicReference<PriceBook> before = new AtomicReference<>(PriceBook.EMPTY);
        BookChange change = write(kafka, before);
        awaitUse(change.revision());
        print(Objects.requireNonNull(before.get()), change);
        return ExitCodes.DONE;
    }

    private BookChange write(KafkaAccess kafka, AtomicReference<PriceBook> before) {
        AtomicReference<BookChange> made = new AtomicReference<>(new BookChange(0, List.of(), Map.of()));
        PriceTopic topic = new PriceTopic(
                Map.of("bootstrap.servers", connection.bootstrap()),
                HttpSchemaRegistry.of(connection.registryKeys()),
                kafka.topics());
        try {
            Collection<ModelPrices> unused = topic.change(book -> {
                before.set(book);
                made.set(BookChange.recording(
                        book,
                        List.of(price.prices(book)),
                        Clock.systemUTC().instant().truncatedTo(ChronoUnit.MICROS)));
                return Objects.requireNonNull(made.get()).changed();
            });
        } catch (KafkaException failure) {
            throw kafka.unreachable(failure);
        }
        return Objects.requireNonNull(made.get());
    }

    private void awaitUse(long revision) {
        Api api = new Api(connection);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (api.get("/v1/prices", Map.of()).path("revision").asLong() < revision) {
            if (System.nanoTime() > deadline) {
                throw CommandFailure.unreachable("the price is written as revision " + revision + ", but "
                        + connection.url() + " does not use it after a minute");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (InterruptedException interrupted) {
                throw new InterruptException(interrupted);
            }
        }
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
        price.before(before).ifPresent(entry -> show(terminal, "old", entry));
        change.entries().values().forEach(entries -> entries.forEach(entry -> show(terminal, "new", entry)));
        terminal.line("revision " + change.revision() + ", entries changed: " + change.entriesChanged());
    }

    private void show(Terminal terminal, String which, PriceEntry entry) {
        entry.sets()
                .forEach(set -> set.rates()
                        .forEach((unit, rate) -> terminal.line(which + " " + price.key() + " " + unit + ": $"
                                + rate.usd().toPlainString() + " per "
                                + rate.per().toPlainString()
                                + (set.when().isEmpty() ? "" : " " + set.when()))));
    }
}
