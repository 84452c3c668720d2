package io.costream.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What a call costs with few tenants, users and partitions, and with many: the stream processor as in {@link
 * PipelineBenchmark}, with one of these numbers changed at a time.
 */
@Command(
        name = "growth",
        mixinStandardHelpOptions = true,
        description = "Measures what a call costs with ever more tenants, users and partitions.")
public final class GrowthBenchmark implements Callable<Integer> {
    private static final Shape USUAL = new Shape(200, Traffic.USERS, 4);
    private static final List<Shape> SHAPES = List.of(
            USUAL,
            new Shape(1, USUAL.users, USUAL.partitions),
            new Shape(20, USUAL.users, USUAL.partitions),
            new Shape(2_000, USUAL.users, USUAL.partitions),
            new Shape(10_000, USUAL.users, USUAL.partitions),
            new Shape(USUAL.tenants, 10, USUAL.partitions),
            new Shape(USUAL.tenants, 10_000, USUAL.partitions),
            new Shape(USUAL.tenants, USUAL.users, 1),
            new Shape(USUAL.tenants, USUAL.users, 16));

    @Option(names = "--calls", defaultValue = "3000000", description = "Calls in the topic (${DEFAULT-VALUE}).")
    private int calls;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long each runs before it is measured (${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--seconds", defaultValue = "15", description = "How long each is measured (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--output", description = "Folder for what is made on the way.")
    private Path output = Path.of("target");

    /** Of each tenant there are so many users. */
    private record Shape(int tenants, int users, int partitions) {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new GrowthBenchmark()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        System.out.println("| tenants | users of each | partitions | calls/s | CPU µs per call, process + broker |"
                + " changelog records per call | changelog bytes per call | others on the machine |");
        System.out.println("|--:|--:|--:|--:|--:|--:|--:|--:|");
        for (Shape shape : SHAPES) {
            print(shape, measure(shape));
        }
        return 0;
    }

    private Result measure(Shape shape) throws Exception {
        RaceOptions options = new RaceOptions(
                calls, warmUp, seconds, shape.partitions, shape.tenants, shape.users, false, List.of(Entry.COSTREAM));
        try (WorkFolder folder = WorkFolder.in(output, "growth");
                Race race = new Race(options, folder.path())) {
            race.fill();
            return race.run(Entry.COSTREAM);
        }
    }

    private static void print(Shape shape, Result result) {
        Lap lap = result.lap();
        System.out.printf(
                Locale.ROOT,
                "| %,d | %,d | %d | %,d | %.1f + %.1f | %.2f | %.0f | %d %% of a core |%n",
                shape.tenants,
                shape.users,
                shape.partitions,
                lap.callsPerSecond(),
                lap.cpuNanos() / 1e3 / lap.calls(),
                lap.brokerCpuNanos() / 1e3 / lap.calls(),
                result.changelogRecordsPerCall(),
                result.changelogBytesPerCall(),
                lap.otherPercent());
    }
}
