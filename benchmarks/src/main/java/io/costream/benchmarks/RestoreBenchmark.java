package io.costream.benchmarks;

import io.costream.processor.ProcessorApp;
import io.costream.processor.ProcessorConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.kafka.common.utils.Utils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How long a stream processor takes to be ready: for the first time, with its state at hand after a clean stop, and
 * with nothing, when it reads its state back from Kafka. Broker and processor share a process.
 */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = "Measures how long it takes to start with the state at hand, and without it.")
public final class RestoreBenchmark implements Callable<Integer> {
    @Option(
            names = "--calls",
            split = ",",
            defaultValue = "100000,400000",
            description = "Calls that were counted before (${DEFAULT-VALUE}).")
    private List<Integer> calls = List.of();

    @Option(names = "--output", description = "Folder for what is made on the way.")
    private Path output = Path.of("target");

    public static void main(String[] args) {
        System.exit(new CommandLine(new RestoreBenchmark()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        System.out.println("| calls counted before | changelog records | MB | ready with the state at hand, s |"
                + " ready without it, s | records/s |");
        System.out.println("|--:|--:|--:|--:|--:|--:|");
        for (int number : calls) {
            measure(number);
        }
        return 0;
    }

    private void measure(int number) throws Exception {
        RaceOptions options = new RaceOptions(number, 0, 1, 4, 200, Traffic.USERS, false, List.of(Entry.COSTREAM));
        try (WorkFolder folder = WorkFolder.in(output, "restore");
                Race race = new Race(options, folder.path())) {
            race.fill();
            Course course = race.course(Entry.COSTREAM, "bench-restore");
            count(course);
            Changelogs changelogs = Changelogs.of(course.clients(), course.applicationId());
            double warm = secondsToReady(course);
            Utils.delete(course.folder().resolve(course.applicationId()).toFile());
            double cold = secondsToReady(course);
            System.out.printf(
                    Locale.ROOT,
                    "| %,d | %,d | %,.1f | %.1f | %.1f | %s |%n",
                    number,
                    changelogs.records(),
                    changelogs.bytes() / 1e6,
                    warm,
                    cold,
                    pace(changelogs.records(), cold - warm));
        }
    }

    /** Records in a second; empty where reading them back takes no longer than what differs between two starts anyway. */
    private static String pace(long records, double seconds) {
        return seconds < 0.5 ? "" : String.format(Locale.ROOT, "%,.0f", records / seconds);
    }

    private static void count(Course course) {
        try (Processing processing = new Costream().start(course)) {
            Waiting.until(() -> processing.calls() >= course.calls());
        }
    }

    private static double secondsToReady(Course course) {
        long start = System.nanoTime();
        try (ProcessorApp app = ProcessorApp.start(ProcessorConfig.of(course.processorKeys()))) {
            Waiting.until(() -> app.problems().isEmpty());
            return (System.nanoTime() - start) / 1e9;
        }
    }
}
