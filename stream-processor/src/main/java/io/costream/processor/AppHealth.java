package io.costream.processor;

import io.costream.processor.http.Health;
import io.costream.processor.prices.ReferenceData;
import io.costream.processor.state.Copies;
import io.costream.processor.state.RestoreProgress;
import io.costream.processor.state.Restores;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;

/** What is wrong with this instance, from Kafka Streams' state and the last error that stopped it. Thread-safe. */
final class AppHealth implements Health {
    private final KafkaStreams streams;
    private final ReferenceData reference;
    private final Restores restores;
    private final Copies copies;
    private final Supplier<Optional<String>> fatal;

    AppHealth(
            KafkaStreams streams,
            ReferenceData reference,
            Restores restores,
            Copies copies,
            Supplier<Optional<String>> fatal) {
        this.streams = streams;
        this.reference = reference;
        this.restores = restores;
        this.copies = copies;
        this.fatal = fatal;
    }

    @Override
    public List<String> problemsOfLife() {
        List<String> problems = new ArrayList<>();
        fatal.get().ifPresent(problems::add);
        if (problems.isEmpty() && streams.state().hasStartedOrFinishedShuttingDown()) {
            problems.add("Kafka Streams has stopped: " + streams.state());
        }
        return problems;
    }

    @Override
    public List<String> problemsOfReadiness() {
        List<String> problems = new ArrayList<>(problemsOfLife());
        if (problems.isEmpty() && streams.state() != KafkaStreams.State.RUNNING) {
            problems.add(restoring()
                    .map(progress -> "totals are being restored: " + progress.whole())
                    .orElseGet(() -> "totals are being restored or moved: " + streams.state()));
        }
        if (!reference.isHealthy()) {
            problems.add("prices and tenants are not followed");
        }
        return problems;
    }

    @Override
    public Optional<RestoreProgress> restoring() {
        return restores.progress();
    }

    @Override
    public SortedMap<Integer, Long> copiesBehind() {
        return copies.behind();
    }
}
