package io.costream.cli.prices;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.cli.kafka.KafkaAccess;
import io.costream.cli.terminal.Api;
import io.costream.cli.terminal.CommandFailure;
import io.costream.cli.terminal.Connection;
import io.costream.pricing.BookChange;
import io.costream.pricing.PriceBook;
import io.costream.processor.prices.PriceTopic;
import io.costream.schemas.HttpSchemaRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** Changes the price book in use: writes the change, and waits until calls are priced by it. Not thread-safe. */
public final class PriceWriter {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 200;

    /** A change with the book that it was made from. */
    public record Written(PriceBook before, BookChange change) {}

    private final Connection connection;

    public PriceWriter(Connection connection) {
        this.connection = connection;
    }

    /** The book as it stands in its topic. */
    PriceBook read() {
        KafkaAccess kafka = access();
        try {
            return topic(kafka).read();
        } catch (KafkaException failure) {
            throw kafka.unreachable(failure);
        }
    }

    /** Makes a change from the book as it is, and returns once it is in use. */
    public Written change(Function<PriceBook, BookChange> change) {
        KafkaAccess kafka = access();
        AtomicReference<Optional<Written>> written = new AtomicReference<>(Optional.empty());
        try {
            var unused = topic(kafka).change(book -> {
                BookChange made = change.apply(book);
                written.set(Optional.of(new Written(book, made)));
                return made.changed();
            });
        } catch (KafkaException failure) {
            throw kafka.unreachable(failure);
        }
        Written made = Objects.requireNonNull(written.get()).orElseThrow();
        awaitUse(made.change().revision());
        return made;
    }

    private KafkaAccess access() {
        KafkaAccess kafka = new KafkaAccess(connection);
        kafka.require(List.of(kafka.topics().prices()));
        return kafka;
    }

    private PriceTopic topic(KafkaAccess kafka) {
        return new PriceTopic(
                Map.of("bootstrap.servers", connection.bootstrap()),
                HttpSchemaRegistry.of(connection.registryKeys()),
                kafka.topics());
    }

    private void awaitUse(long revision) {
        Api api = new Api(connection);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        JsonNode use = api.get("/v1/prices/revision", Map.of());
        while (!isUsed(use, revision)) {
            if (System.nanoTime() > deadline) {
                throw CommandFailure.unreachable("the change is written as revision " + revision + ", but "
                        + whoDoesNot(use) + " not use it after a minute");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (InterruptedException interrupted) {
                throw new InterruptException(interrupted);
            }
            use = api.get("/v1/prices/revision", Map.of());
        }
    }

    private static boolean isUsed(JsonNode use, long revision) {
        return use.path("everywhere").asLong() >= revision
                && use.path("missing").isEmpty();
    }

    private String whoDoesNot(JsonNode use) {
        List<String> missing = new ArrayList<>();
        use.path("missing").forEach(address -> missing.add(address.asText()));
        return missing.isEmpty()
                ? "an instance behind " + connection.url() + " does"
                : "the instances " + String.join(", ", missing) + " do not answer and may";
    }
}
