package io.costream.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the whole pipeline against its floors and against Kafka Streams' own operators, in one run. */
@Command(
        name = "benchmarks/run",
        mixinStandardHelpOptions = true,
        description = "Measures the whole pipeline against its floors and the DSL on one embedded broker.")
public final class PipelineBenchmark implements Callable<Integer> {
    @Option(names = "--calls", defaultValue = "10000000", description = "Calls in the topic (${DEFAULT-VALUE}).")
    private int calls;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long each entry runs before it is measured (${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--seconds",
            defaultValue = "20",
            description = "How long each entry is measured (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--partitions", defaultValue = "4", description = "Partitions of the topics (${DEFAULT-VALUE}).")
    private int partitions;

    @Option(names = "--tenants", defaultValue = "200", description = "Tenants in the traffic (${DEFAULT-VALUE}).")
    private int tenants;

    @Option(names = "--only", split = ",", description = "Entries to run, by name; all without it.")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--turns",
            defaultValue = "1",
            description =
                    "How often all entries run, one after the other; of each the median is told, best of an odd number (${DEFAULT-VALUE}).")
    private int turns;

    @Option(names = "--profile", description = "Leaves a JFR recording of each entry in the output folder.")
    private boolean profile;

    @Option(names = "--output", description = "Folder for the results and what is made on the way.")
    private Path output = Path.of("target");

    public static void main(String[] args) {
        System.exit(new CommandLine(new PipelineBenchmark()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        List<Entry> entries = only.isEmpty()
                ? List.of(Entry.values())
                : only.stream().map(Entry::of).toList();
        RaceOptions options =
                new RaceOptions(calls, warmUp, seconds, partitions, tenants, Traffic.USERS, profile, entries);
        if (turns < 1) {
            throw new IllegalArgumentException("turns must be above 0");
        }
        Report report = new Report(options);
        try (WorkFolder folder = WorkFolder.in(output, "race");
                Race race = new Race(options, folder.path())) {
            race.fill();
            for (int turn = 1; turn <= turns; turn++) {
                for (Entry entry : entries) {
                    System.err.printf("Turn %d of %d, running %s: %s%n", turn, turns, entry.id(), entry.label());
                    report.add(turn, race.run(entry));
                }
            }
        }
        Path json = output.resolve("pipeline.json");
        Files.writeString(json, report.json());
        System.out.println(report.text());
        System.err.println("As JSON: " + json);
        return 0;
    }
}
