package io.costream.benchmarks;

import io.costream.avro.Call;
import io.costream.cli.embedded.EmbeddedBroker;
import io.costream.cli.registry.RegistryServer;
import io.costream.schemas.AvroSerde;
import io.costream.schemas.TopicsAdmin;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * One broker and one registry in this process, calls in two topics, and the entries one after the other, each in a
 * process of its own. Not thread-safe.
 */
final class Race implements AutoCloseable {
    private static final long SEED = 20_261_122;

    private final RaceOptions options;
    private final Path folder;
    private final EmbeddedBroker broker;
    private final RegistryServer registry;

    Race(RaceOptions options, Path folder) {
        this.options = options;
        this.folder = folder;
        this.broker = EmbeddedBroker.start(folder.resolve("broker"), 0);
        this.registry = RegistryServer.start(broker.bootstrapServers(), 0);
    }

    /** Writes the calls: the short topic holds what the long one begins with. */
    void fill() {
        for (Entry.Field field : Entry.Field.values()) {
            fill(course(field, 1));
        }
    }

    /** Where an entry would run. */
    Course course(Entry entry) {
        return course(entry.field(), entry.threads());
    }

    private Course course(Entry.Field field, int threads) {
        int calls = switch (field) {
            case LARGE -> options.calls();
            case SMALL -> options.dslCalls();
        };
        String prefix = field.name().toLowerCase(Locale.ROOT) + '.';
        return new Course(
                broker.bootstrapServers(),
                registry.url(),
                prefix,
                options.partitions(),
                calls,
                threads,
                "fill",
                folder.resolve("state"));
    }

    private void fill(Course course) {
        try (Admin admin = course.admin()) {
            TopicsAdmin.createOrVerify(admin, course.topics(), (short) 1);
        }
        Map<String, Object> config = course.clients();
        config.put("compression.type", "lz4");
        config.put("linger.ms", 20);
        config.put("batch.size", 1 << 18);
        Instant end = Instant.now().minus(1, ChronoUnit.HOURS);
        Traffic traffic = new Traffic(SEED, end, options.calls(), options.tenants(), options.users());
        try (KafkaProducer<String, Call> producer = new KafkaProducer<>(
                config,
                new StringSerializer(),
                AvroSerde.of(Call.class, course.registry()).serializer())) {
            for (int i = 0; i < course.calls(); i++) {
                Call call = traffic.next();
                // A topic with too few calls is noticed: no entry would ever end.
                var unused = producer.send(new ProducerRecord<>(course.topics().calls(), call.getTenant(), call));
            }
        }
    }

    Result run(Entry entry) throws IOException, InterruptedException {
        Course course = course(entry);
        Process process = new ProcessBuilder(command(entry, course))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<Lap> laps;
        try (BufferedReader lines = process.inputReader()) {
            laps = laps(lines);
        } finally {
            process.destroy();
        }
        if (process.waitFor() != 0 || laps.size() != options.rounds()) {
            throw new IllegalStateException(entry.id() + " has failed after " + laps.size() + " rounds");
        }
        return new Result(
                entry, laps, Changelogs.of(course.clients(), Result.best(laps).applicationId()));
    }

    private List<String> command(Entry entry, Course course) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx2g"));
        if (options.profile()) {
            command.add(
                    "-XX:StartFlightRecording=settings=profile,filename=" + folder.resolveSibling(entry.id() + ".jfr"));
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), EntrantProcess.class.getName()));
        command.addAll(List.of(
                entry.id(),
                course.bootstrap(),
                course.registryUrl(),
                course.prefix(),
                Integer.toString(course.partitions()),
                Integer.toString(course.calls()),
                Integer.toString(options.rounds()),
                course.folder().toString()));
        return command;
    }

    private static List<Lap> laps(BufferedReader lines) throws IOException {
        List<Lap> laps = new ArrayList<>();
        long brokerNanos = 0;
        long machineNanos = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.equals(Stopwatch.BEGIN)) {
                brokerNanos = Stopwatch.cpuNanos();
                machineNanos = MachineCpu.busyNanos();
            } else if (line.startsWith(Stopwatch.END)) {
                laps.add(lap(
                        line.split(" "), Stopwatch.cpuNanos() - brokerNanos, MachineCpu.busyNanos() - machineNanos));
            }
        }
        return laps;
    }

    private static Lap lap(String[] words, long brokerNanos, long machineNanos) {
        long cpuNanos = Long.parseLong(words[3]);
        long others = Math.max(0, machineNanos - brokerNanos - cpuNanos);
        return new Lap(Long.parseLong(words[1]), Long.parseLong(words[2]), cpuNanos, brokerNanos, others, words[4]);
    }

    @Override
    public void close() {
        registry.close();
        broker.close();
    }
}
