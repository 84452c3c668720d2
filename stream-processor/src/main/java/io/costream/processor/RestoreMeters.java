package io.costream.processor;

import io.costream.processor.state.Copies;
import io.costream.processor.state.Restores;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What is restored from changelogs, as meters. */
final class RestoreMeters {
    private static final String RESTORED = "costream.restored.records";
    private static final String LEFT = "costream.restore.left.records";
    private static final String SECONDS_LEFT = "costream.restore.left.seconds";
    private static final String BEHIND = "costream.copy.behind.records";
    private static final String PARTITION = "partition";

    private RestoreMeters() {}

    static void bind(MeterRegistry meters, Restores restores, Copies copies, int partitions) {
        FunctionCounter.builder(RESTORED, restores, Restores::records)
                .description("Records of changelogs read into partitions that this instance was about to count")
                .register(meters);
        Gauge.builder(SECONDS_LEFT, restores, source -> secondsLeft(source))
                .description("How long restoring will take at its pace so far; 0 where nothing is restored")
                .register(meters);
        for (int partition = 0; partition < partitions; partition++) {
            int number = partition;
            gauge(
                    meters,
                    LEFT,
                    "Records of the changelog to be restored still",
                    number,
                    restores,
                    source -> left(source, number));
            gauge(
                    meters,
                    BEHIND,
                    "Records of the changelog that this instance's copy has not read",
                    number,
                    copies,
                    source -> source.behind().getOrDefault(number, 0L));
        }
    }

    private static <T> void gauge(
            MeterRegistry meters, String name, String text, int partition, T source, ToDoubleFunction<T> value) {
        Gauge.builder(name, source, value)
                .description(text)
                .tag(PARTITION, Integer.toString(partition))
                .strongReference(true)
                .register(meters);
    }

    private static double left(Restores restores, int partition) {
        return restores.progress()
                .flatMap(progress -> Optional.ofNullable(progress.partitions().get(partition)))
                .map(state -> state.total() - state.restored())
                .orElse(0L);
    }

    /** Not a number where nothing is known of the pace. */
    private static double secondsLeft(Restores restores) {
        return restores.progress()
                .map(progress ->
                        progress.whole().left().map(RestoreMeters::seconds).orElse(Double.NaN))
                .orElse(0.0);
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}
