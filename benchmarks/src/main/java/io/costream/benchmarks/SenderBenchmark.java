package io.costream.benchmarks;

import io.costream.cli.embedded.EmbeddedBroker;
import io.costream.cli.registry.RegistryServer;
import io.costream.producer.Call;
import io.costream.producer.CallRecorder;
import io.costream.producer.Costream;
import io.costream.producer.CostreamConfig;
import io.costream.producer.InMemoryCallMetrics;
import io.costream.schemas.Topics;
import io.costream.schemas.TopicsAdmin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How many calls the producer library brings to Kafka in a second, beside a plain Kafka producer that sends the same
 * bytes with the same settings to the same broker. Both take turns, so that whatever else runs on the machine meets
 * both; the first turn of each is a warm-up and does not count.
 */
@Command(name = "sender", mixinStandardHelpOptions = true, description = "Measures the sender of the producer library.")
public final class SenderBenchmark implements Callable<Integer> {
    /** What the library sets too; the rest is Kafka's own default. */
    private static final Map<String, Object> SETTINGS = Map.of(
            "acks",
            "all",
            "enable.idempotence",
            true,
            "compression.type",
            "lz4",
            "linger.ms",
            20,
            "batch.size",
            131072);

    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    @Option(names = "--calls", defaultValue = "300000", description = "Calls in a turn (${DEFAULT-VALUE}).")
    private int calls;

    @Option(names = "--turns", defaultValue = "7", description = "Turns of each that count (${DEFAULT-VALUE}).")
    private int turns;

    @Option(names = "--partitions", defaultValue = "8", description = "Partitions of the topic (${DEFAULT-VALUE}).")
    private int partitions;

    @Option(names = "--output", description = "Folder for what is made on the way.")
    private Path output = Path.of("target");

    private final InMemoryCallMetrics metrics = new InMemoryCallMetrics();

    /** Key and value of an event, as they stand in the topic. */
    @SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
    private record Bytes(byte[] key, byte[] value) {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new SenderBenchmark()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory(Files.createDirectories(output), "sender");
        Topics topics = Topics.withPrefix(Topics.DEFAULT_PREFIX).partitions(partitions);
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
                RegistryServer registry = RegistryServer.start(broker.bootstrapServers(), 0);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            TopicsAdmin.createOrVerify(admin, topics, (short) 1);
            measure(broker.bootstrapServers(), registry.url(), topics.calls());
        }
        return 0;
    }

    private void measure(String bootstrap, String registry, String topic) throws Exception {
        List<Call> traffic = EmittedCalls.make(7, calls, 200);
        CostreamConfig config = CostreamConfig.of(Map.of(
                "bootstrap.servers",
                bootstrap,
                "schema.registry.url",
                registry,
                "queue.calls",
                Integer.toString(Integer.highestOneBit(calls) * 2),
                "queue.bytes",
                Long.toString(1L << 32)));
        Map<String, Object> plain = new HashMap<>(SETTINGS);
        plain.put("bootstrap.servers", bootstrap);
        List<Double> ratios = new ArrayList<>();
        try (CallRecorder recorder = Costream.create(config, metrics);
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(plain, new ByteArraySerializer(), new ByteArraySerializer())) {
            double warm = library(recorder, traffic);
            List<Bytes> bytes = read(bootstrap, topic);
            System.out.printf(
                    Locale.ROOT, "warm-up: plain %,.0f/s, library %,.0f/s%n", plain(producer, topic, bytes), warm);
            for (int turn = 1; turn <= turns; turn++) {
                double plainRate = plain(producer, topic, bytes);
                double libraryRate = library(recorder, traffic);
                ratios.add(libraryRate / plainRate);
                System.out.printf(
                        Locale.ROOT,
                        "turn %d: plain %,.0f/s, library %,.0f/s, %.1f %%%n",
                        turn,
                        plainRate,
                        libraryRate,
                        100 * libraryRate / plainRate);
            }
        }
        Collections.sort(ratios);
        System.out.printf(
                Locale.ROOT,
                "median of %d: %.1f %% of a plain producer; lost %d%n",
                turns,
                100 * ratios.get(ratios.size() / 2),
                metrics.droppedCalls());
    }

    private double library(CallRecorder recorder, List<Call> traffic) {
        long start = System.nanoTime();
        for (Call call : traffic) {
            recorder.record(call);
        }
        if (!recorder.flush(TIMEOUT)) {
            throw new IllegalStateException("not everything was sent within " + TIMEOUT);
        }
        return rate(start);
    }

    private double plain(KafkaProducer<byte[], byte[]> producer, String topic, List<Bytes> events) {
        long start = System.nanoTime();
        for (Bytes event : events) {
            var unused = producer.send(new ProducerRecord<>(topic, event.key, event.value), (metadata, failure) -> {
                if (failure != null) {
                    throw new IllegalStateException(failure);
                }
            });
        }
        producer.flush();
        return rate(start);
    }

    private double rate(long start) {
        return calls * 1e9 / (System.nanoTime() - start);
    }

    /** What the library wrote, in the order of the partitions' logs, as a plain producer would get it: mixed. */
    private List<Bytes> read(String bootstrap, String topic) {
        List<Bytes> events = new ArrayList<>(calls);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> assigned = new ArrayList<>();
            for (int partition = 0; partition < partitions; partition++) {
                assigned.add(new TopicPartition(topic, partition));
            }
            consumer.assign(assigned);
            consumer.seekToBeginning(assigned);
            while (events.size() < calls) {
                for (ConsumerRecord<byte[], byte[]> event : consumer.poll(Duration.ofMillis(200))) {
                    events.add(new Bytes(event.key(), event.value()));
                }
            }
        }
        Collections.shuffle(events, new Random(1));
        return events;
    }
}
