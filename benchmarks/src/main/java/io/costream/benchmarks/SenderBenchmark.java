package io.costream.benchmarks;

import io.costream.cli.embedded.EmbeddedBroker;
import io.costream.cli.registry.RegistryServer;
import io.costream.producer.Call;
import io.costream.producer.CallRecorder;
import io.costream.producer.Costream;
import io.costream.producer.CostreamConfig;
import io.costream.producer.InMemoryCallMetrics;
import io.costream.schemas.AvroSerde;
import io.costream.schemas.AvroSerializer;
import io.costream.schemas.HttpSchemaRegistry;
import io.costream.schemas.Topics;
import io.costream.schemas.TopicsAdmin;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
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
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How many calls the producer library brings to Kafka in a second, beside a plain Kafka producer that sends the same
 * bytes with the same settings to the same broker. They take turns, so that whatever else runs on the machine meets
 * all; the first turns of each are a warm-up and do not count.
 *
 * <p>The sender is measured by itself too: calls wait in the queue, as they do after a pause of the broker, and the
 * clock runs from the moment on when the sender may take them. That is what compares with a plain producer, whose
 * events are encoded and lie ready as well.
 *
 * <p>So that nothing is lost, the thread that records waits where more is under way than a plain producer holds in its
 * own buffer. What each side reads lies in memory in the order in which it is read.
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
    /** About what a plain producer holds too, in its own buffer, before it makes its caller wait. */
    private static final int MOST_WAITING = 200_000;

    private static final int LOOK_EVERY = 256;
    private static final int WARM_UPS = 5;

    @Option(names = "--calls", defaultValue = "300000", description = "Different calls (${DEFAULT-VALUE}).")
    private int calls;

    @Option(names = "--times", defaultValue = "3", description = "How often a turn sends each (${DEFAULT-VALUE}).")
    private int times;

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

    /** Calls in a second, and the CPU time of the sending thread for each. */
    private record Pace(double rate, double cpuMicros) {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new SenderBenchmark()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Topics topics = Topics.withPrefix(Topics.DEFAULT_PREFIX).partitions(partitions);
        try (WorkFolder folder = WorkFolder.in(output, "sender");
                EmbeddedBroker broker = EmbeddedBroker.start(folder.path(), 0);
                RegistryServer registry = RegistryServer.start(broker.bootstrapServers(), 0);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            TopicsAdmin.createOrVerify(admin, topics, (short) 1);
            measure(broker.bootstrapServers(), registry.url(), topics.calls());
        }
        return 0;
    }

    private void measure(String bootstrap, String registry, String topic) throws Exception {
        List<Call> traffic = EmittedCalls.make(7, calls, 200);
        List<io.costream.avro.Call> records = EmittedCalls.records(7, calls, 200);
        AvroSerializer<io.costream.avro.Call> serializer = AvroSerde.of(
                        io.costream.avro.Call.class, HttpSchemaRegistry.of(Map.of("schema.registry.url", registry)))
                .serializer();
        Map<String, Object> plain = new HashMap<>(SETTINGS);
        plain.put("bootstrap.servers", bootstrap);
        List<Double> alone = new ArrayList<>();
        List<Double> sending = new ArrayList<>();
        List<Double> encoding = new ArrayList<>();
        try (CallRecorder recorder = recorder(bootstrap, registry, "background");
                CallRecorder held = recorder(bootstrap, registry, "caller");
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(plain, new ByteArraySerializer(), new ByteArraySerializer())) {
            library(recorder, traffic, 1);
            List<Bytes> bytes = read(bootstrap, topic);
            for (int turn = 1 - WARM_UPS; turn <= turns; turn++) {
                Pace sends = measure(Thread.currentThread(), () -> plain(producer, topic, bytes));
                Pace waiting = alone(held, traffic);
                Pace library = measure(sender(), () -> library(recorder, traffic, times));
                Pace encodes = measure(Thread.currentThread(), () -> encoding(producer, serializer, topic, records));
                if (turn > 0) {
                    alone.add(waiting.rate() / sends.rate());
                    sending.add(library.rate() / sends.rate());
                    encoding.add(library.rate() / encodes.rate());
                    print(turn, sends, encodes, waiting, library);
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "median of %d: sender alone %.1f %% of a plain producer, recording too %.1f %%, which is %.1f %% of one"
                        + " that encodes; lost %d%n",
                turns,
                100 * median(alone),
                100 * median(sending),
                100 * median(encoding),
                metrics.droppedCalls());
    }

    private static void print(int turn, Pace sends, Pace encodes, Pace waiting, Pace library) {
        System.out.printf(
                Locale.ROOT,
                "turn %d: plain %,.0f/s, encoding too %,.0f/s, sender alone %,.0f/s, library %,.0f/s: "
                        + "%.1f %% alone, %.1f and %.1f %%; CPU of the sending thread %.2f, %.2f, %.2f and %.2f µs%n",
                turn,
                sends.rate(),
                encodes.rate(),
                waiting.rate(),
                library.rate(),
                100 * waiting.rate() / sends.rate(),
                100 * library.rate() / sends.rate(),
                100 * library.rate() / encodes.rate(),
                sends.cpuMicros(),
                encodes.cpuMicros(),
                waiting.cpuMicros(),
                library.cpuMicros());
    }

    private static double median(List<Double> ratios) {
        Collections.sort(ratios);
        return ratios.get(ratios.size() / 2);
    }

    private CallRecorder recorder(String bootstrap, String registry, String sender) {
        return Costream.create(
                CostreamConfig.of(Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "schema.registry.url",
                        registry,
                        "queue.calls",
                        Integer.toString(Math.max(MOST_WAITING * 2, calls * times)),
                        "queue.bytes",
                        Long.toString(1L << 30),
                        "sender",
                        sender)),
                metrics);
    }

    /** What the sender makes of calls that wait for it; this thread is the sender's. */
    private Pace alone(CallRecorder held, List<Call> traffic) {
        for (int time = 0; time < times; time++) {
            traffic.forEach(held::record);
        }
        return measure(Thread.currentThread(), () -> flush(held));
    }

    private static void flush(CallRecorder recorder) {
        if (!recorder.flush(TIMEOUT)) {
            throw new IllegalStateException("not everything was sent within " + TIMEOUT);
        }
    }

    private void library(CallRecorder recorder, List<Call> traffic, int often) {
        for (int time = 0; time < often; time++) {
            int made = 0;
            for (Call call : traffic) {
                recorder.record(call);
                if (++made % LOOK_EVERY == 0) {
                    awaitRoom();
                }
            }
        }
        flush(recorder);
    }

    private void awaitRoom() {
        while (metrics.recordedCalls() - metrics.sentCalls() > MOST_WAITING) {
            LockSupport.parkNanos(100_000);
        }
    }

    private void plain(KafkaProducer<byte[], byte[]> producer, String topic, List<Bytes> events) {
        for (int time = 0; time < times; time++) {
            for (Bytes event : events) {
                send(producer, topic, event.key, event.value);
            }
        }
        producer.flush();
    }

    /** What a service does without the library: it has a record, encodes it and sends it, in one thread. */
    private void encoding(
            KafkaProducer<byte[], byte[]> producer,
            AvroSerializer<io.costream.avro.Call> serializer,
            String topic,
            List<io.costream.avro.Call> records) {
        for (int time = 0; time < times; time++) {
            for (io.costream.avro.Call call : records) {
                byte[] key = call.getTenant().getBytes(StandardCharsets.UTF_8);
                send(producer, topic, key, serializer.serialize(topic, call));
            }
        }
        producer.flush();
    }

    private static void send(
            KafkaProducer<byte[], byte[]> producer, String topic, byte[] key, byte @Nullable [] value) {
        var unused = producer.send(new ProducerRecord<>(topic, key, value), (metadata, failure) -> {
            if (failure != null) {
                throw new IllegalStateException(failure);
            }
        });
    }

    /** Measures a turn, and what the thread that hands events to Kafka spends on it. */
    private Pace measure(Thread sender, Runnable turn) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long cpu = threads.getThreadCpuTime(sender.getId());
        long start = System.nanoTime();
        turn.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpuMicros = (threads.getThreadCpuTime(sender.getId()) - cpu) / 1e3;
        double sent = (double) calls * times;
        return new Pace(sent / seconds, cpuMicros / sent);
    }

    private static Thread sender() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("costream-sender"))
                .findFirst()
                .orElseThrow();
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
        return events.stream()
                .map(event -> new Bytes(event.key.clone(), event.value.clone()))
                .toList();
    }
}
