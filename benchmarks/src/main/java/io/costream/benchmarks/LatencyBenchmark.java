package io.costream.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.costream.avro.Call;
import io.costream.cli.embedded.EmbeddedBroker;
import io.costream.cli.registry.RegistryServer;
import io.costream.processor.ProcessorApp;
import io.costream.processor.ProcessorConfig;
import io.costream.schemas.AvroSerde;
import io.costream.schemas.HttpSchemaRegistry;
import io.costream.schemas.SchemaRegistry;
import io.costream.schemas.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How long it takes from sending a call until answers of the API have it, at steady rates, and how long such answers
 * take meanwhile. Broker, sender, processor and whoever asks share the machine. The API is asked every ten milliseconds,
 * so that a time may be too long by as much, and never too short.
 */
@Command(
        name = "latency",
        mixinStandardHelpOptions = true,
        description = "Measures the time from a call to an answer that has it.")
public final class LatencyBenchmark implements Callable<Integer> {
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final long ASK_EVERY_NANOS = 10_000_000;
    private static final int REPORT_EVERY = 100;
    private static final String APPLICATION_ID = "latency";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(
            names = "--rates",
            split = ",",
            defaultValue = "1000,5000",
            description = "Calls a second (${DEFAULT-VALUE}).")
    private List<Integer> rates = List.of();

    @Option(names = "--seconds", defaultValue = "30", description = "At each rate (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--output", description = "Folder for what is made on the way.")
    private Path output = Path.of("target");

    private final Topics topics = Topics.withPrefix(Topics.DEFAULT_PREFIX);
    private final HttpClient http = HttpClient.newHttpClient();

    private record Sent(long offset, long nanos) {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new LatencyBenchmark()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        try (WorkFolder folder = WorkFolder.in(output, "latency");
                EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), 0);
                RegistryServer registry = RegistryServer.start(broker.bootstrapServers(), 0);
                ProcessorApp processor = ProcessorApp.start(ProcessorConfig.of(Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "schema.registry.url",
                        registry.url(),
                        "state.dir",
                        folder.resolve("state").toString(),
                        "application.id",
                        APPLICATION_ID,
                        "api.port",
                        "0")));
                KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 5),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            SchemaRegistry schemas = HttpSchemaRegistry.of(Map.of("schema.registry.url", registry.url()));
            int most = Collections.max(rates);
            Traffic traffic = new Traffic(1, Clock.systemUTC().instant(), most * (seconds + 60), 200);
            AvroSerde<Call> serde = AvroSerde.of(Call.class, schemas);
            Waiting.until(() -> processor.problems().isEmpty());
            Callable<ProducerRecord<String, byte[]>> next = () -> {
                Call call = traffic.next();
                return new ProducerRecord<>(
                        topics.calls(), call.getTenant(), serde.serializer().serialize(topics.calls(), call));
            };
            new Round(processor.url(), producer, next).run(rates.get(0), WARM_UP);
            System.out.println("| calls/s | sampled | median ms | 99 % | longest | a report: median ms | 99 %"
                    + " | changelog records per call | changelog bytes per call |");
            System.out.println("|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
            for (int rate : rates) {
                Changelogs before = changelogs(broker);
                Round round = new Round(processor.url(), producer, next);
                round.run(rate, Duration.ofSeconds(seconds));
                System.out.println(round.row(rate, changelogs(broker).minus(before)));
            }
        }
        return 0;
    }

    private static Changelogs changelogs(EmbeddedBroker broker) {
        return Changelogs.of(new HashMap<>(Map.of("bootstrap.servers", broker.bootstrapServers())), APPLICATION_ID);
    }

    /** One rate for a while. The sender and whoever asks are threads of their own. */
    private final class Round {
        private final String url;
        private final KafkaProducer<String, byte[]> producer;
        private final Callable<ProducerRecord<String, byte[]>> next;
        private final Map<Integer, Queue<Sent>> waiting = new ConcurrentHashMap<>();
        private final List<Long> latencies = new ArrayList<>();
        private final List<Long> reports = new ArrayList<>();
        private volatile boolean sending = true;
        private volatile @Nullable Exception failure;

        private Round(
                String url, KafkaProducer<String, byte[]> producer, Callable<ProducerRecord<String, byte[]>> next) {
            this.url = url;
            this.producer = producer;
            this.next = next;
        }

        void run(int rate, Duration duration) throws Exception {
            Thread sender = new Thread(() -> send(rate, duration), "sender");
            sender.start();
            for (int asked = 0; sending || isAnyWaiting(); asked++) {
                long start = System.nanoTime();
                settle(get("/v1/audit").path("as_of"));
                if (asked % REPORT_EVERY == 0) {
                    report();
                }
                LockSupport.parkNanos(ASK_EVERY_NANOS - (System.nanoTime() - start));
            }
            sender.join();
            Exception problem = failure;
            if (problem != null) {
                throw problem;
            }
        }

        private boolean isAnyWaiting() {
            return waiting.values().stream().anyMatch(queue -> !queue.isEmpty());
        }

        private void report() throws Exception {
            long start = System.nanoTime();
            LocalDate today = LocalDate.now(ZoneOffset.UTC);
            get("/v1/report?tenant=tenant-0&start=" + today.minusDays(3) + "&end=" + today.plusDays(1));
            reports.add(System.nanoTime() - start);
        }

        private void send(int rate, Duration duration) {
            long start = System.nanoTime();
            try {
                for (long sent = 0; System.nanoTime() - start < duration.toNanos(); sent++) {
                    long due = start + sent * 1_000_000_000 / rate;
                    while (System.nanoTime() < due) {
                        LockSupport.parkNanos(due - System.nanoTime());
                    }
                    long now = System.nanoTime();
                    var unused =
                            producer.send(next.call(), (metadata, problem) -> acknowledged(metadata, problem, now));
                }
                producer.flush();
            } catch (Exception e) {
                failure = e;
            } finally {
                sending = false;
            }
        }

        private void acknowledged(RecordMetadata metadata, @Nullable Exception problem, long sentNanos) {
            if (problem != null) {
                failure = problem;
                return;
            }
            waiting.computeIfAbsent(metadata.partition(), absent -> new ConcurrentLinkedQueue<>())
                    .add(new Sent(metadata.offset(), sentNanos));
        }

        /** Takes note of the calls that the answer has. */
        private void settle(JsonNode asOf) {
            long now = System.nanoTime();
            waiting.forEach((partition, queue) -> {
                long end = asOf.path(partition.toString()).asLong();
                for (Sent first = queue.peek(); first != null && first.offset < end; first = queue.peek()) {
                    latencies.add(now - first.nanos);
                    queue.remove();
                }
            });
        }

        private JsonNode get(String path) throws Exception {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + path)).build();
            HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(path + " answers " + answer.statusCode());
            }
            return JSON.readTree(answer.body());
        }

        String row(int rate, Changelogs changelogs) {
            Collections.sort(latencies);
            Collections.sort(reports);
            return String.format(
                    Locale.ROOT,
                    "| %,d | %,d | %.0f | %.0f | %.0f | %.1f | %.1f | %.2f | %.0f |",
                    rate,
                    latencies.size(),
                    millis(latencies, 0.5),
                    millis(latencies, 0.99),
                    millis(latencies, 1),
                    millis(reports, 0.5),
                    millis(reports, 0.99),
                    (double) changelogs.records() / latencies.size(),
                    (double) changelogs.bytes() / latencies.size());
        }

        private static double millis(List<Long> sorted, double share) {
            return sorted.get((int) Math.min(sorted.size() - 1L, (long) (sorted.size() * share))) / 1e6;
        }
    }
}
