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
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * One broker and one registry in this process, calls in a topic, and the entries one after the other, each in a
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

    /** Where an entry would run, as an application of this name. */
    Course course(Entry entry, String applicationId) {
        return new Course(
                broker.bootstrapServers(),
                registry.url(),
                "race.",
                options.partitions(),
                options.calls(),
                entry.threads(),
                applicationId,
                folder.resolve("state"));
    }

    /** Writes the calls. */
    void fill() {
        Course course = course(Entry.COSTREAM, "fill");
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
        Course course = course(
                entry,
                "bench-" + entry.id() + '-' + UUID.randomUUID().toString().substring(0, 8));
        Process process = new ProcessBuilder(command(entry, course))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Timing timing;
        try (BufferedReader lines = process.inputReader()) {
            timing = Timing.read(lines);
            int status = process.waitFor();
            if (status != 0) {
                throw new IllegalStateException(entry.id() + " has failed with " + status);
            }
        } finally {
            process.destroy();
        }
        return new Result(
                entry, timing.lap(), Changelogs.of(course.clients(), course.applicationId()), timing.totalCalls());
    }

    private List<String> command(Entry entry, Course course) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms2g",
                "-Xmx2g",
                "-XX:+UseParallelGC",
                "-XX:+AlwaysPreTouch"));
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
                course.applicationId(),
                course.folder().toString(),
                Integer.toString(options.warmUpSeconds()),
                Integer.toString(options.seconds())));
        return command;
    }

    @Override
    public void close() {
        registry.close();
        broker.close();
    }
}
