package io.costream.benchmarks;

import io.costream.avro.Call;
import io.costream.avro.PricedCall;
import io.costream.cli.embedded.EmbeddedBroker;
import io.costream.cli.registry.RegistryServer;
import io.costream.pricing.BookChange;
import io.costream.pricing.ModelPrices;
import io.costream.pricing.PriceBook;
import io.costream.pricing.PriceEntry;
import io.costream.pricing.Rate;
import io.costream.pricing.Unit;
import io.costream.pricing.catalogue.BuiltinCatalogue;
import io.costream.processor.ProcessorApp;
import io.costream.processor.ProcessorConfig;
import io.costream.processor.domain.Calendar;
import io.costream.processor.prices.PriceTopic;
import io.costream.processor.repricing.Repricer;
import io.costream.processor.repricing.RepricingRequest;
import io.costream.processor.repricing.RepricingResult;
import io.costream.processor.repricing.RunObserver;
import io.costream.schemas.AvroSerde;
import io.costream.schemas.CallMapping;
import io.costream.schemas.ChargeMapping;
import io.costream.schemas.HttpSchemaRegistry;
import io.costream.schemas.SchemaRegistry;
import io.costream.schemas.Topics;
import io.costream.schemas.TopicsAdmin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
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
 * How many calls a re-pricing run goes through in a second, beside a consumer that only decodes the same topic with the
 * same decoder. Both take turns; the first turn of each is a warm-up and does not count. Committed runs have a stream
 * processor beside them, which shares the machine.
 */
@Command(name = "repricing", mixinStandardHelpOptions = true, description = "Measures re-pricing runs.")
public final class RepricingBenchmark implements Callable<Integer> {
    private static final Duration POLL = Duration.ofMillis(100);
    /** One call of so many is of the model whose price changes. */
    private static final int RARE = 100;
    /** How many times as many calls memory is measured over again. */
    private static final int GROWTH = 10;
    /** What a producer may hold besides, by Kafka's default. */
    private static final int SENDING_MEGABYTES = 32;

    @Option(names = "--calls", defaultValue = "300000", description = "Calls in the ledger (${DEFAULT-VALUE}).")
    private int calls;

    @Option(names = "--turns", defaultValue = "3", description = "Turns that count (${DEFAULT-VALUE}).")
    private int turns;

    @Option(
            names = "--heap",
            description =
                    "The smallest heap with which runs end, over the calls and over ten times as many, not how fast they"
                            + " are.")
    private boolean heap;

    @Option(names = "--output", description = "Folder for what is made on the way.")
    private Path output = Path.of("target");

    private final Topics topics = Topics.withPrefix(Topics.DEFAULT_PREFIX);
    /** By partition, the calls posted so far. */
    private final long[] posted = new long[topics.partitions()];

    public static void main(String[] args) {
        System.exit(new CommandLine(new RepricingBenchmark()).execute(args));
    }

    @Override
    @SuppressWarnings("try") // The processor works by itself.
    public Integer call() throws Exception {
        try (WorkFolder folder = WorkFolder.in(output, "repricing");
                EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), 0);
                RegistryServer registryServer = RegistryServer.start(broker.bootstrapServers(), 0)) {
            Map<String, Object> clients = Map.of("bootstrap.servers", broker.bootstrapServers());
            SchemaRegistry registry = HttpSchemaRegistry.of(Map.of("schema.registry.url", registryServer.url()));
            try (Admin admin = Admin.create(clients)) {
                TopicsAdmin.createOrVerify(admin, topics, (short) 1);
            }
            PriceTopic prices = new PriceTopic(clients, registry, topics);
            prices.seed(BuiltinCatalogue.load());
            fill(clients, registry, prices.read(), calls);
            try (ProcessorApp processor = ProcessorApp.start(ProcessorConfig.of(Map.of(
                    "bootstrap.servers",
                    broker.bootstrapServers(),
                    "schema.registry.url",
                    registryServer.url(),
                    "state.dir",
                    folder.resolve("state").toString(),
                    "api.port",
                    "0",
                    "reprice.unpriced",
                    "false")))) {
                if (heap) {
                    measureHeap(
                            clients,
                            registry,
                            prices,
                            new SmallestHeap(List.of(
                                    "--bootstrap=" + broker.bootstrapServers(),
                                    "--registry=" + registryServer.url(),
                                    "--url=" + processor.url())));
                } else {
                    measure(clients, registry, prices);
                }
            }
        }
        return 0;
    }

    private void measure(Map<String, Object> clients, SchemaRegistry registry, PriceTopic prices) {
        for (int turn = 0; turn <= turns; turn++) {
            String name = turn == 0 ? "warm-up " : "";
            print(name + "consume and decode", () -> decodeAll(clients, registry));
            Repricer repricer = repricer(clients, registry, prices.read());
            print(
                    name + "dry run, 0 % changed",
                    () -> repricer.dryRun(request(), RunObserver.NONE)
                            .sums()
                            .total()
                            .changed());
            print(name + "run, 0 % changed", () -> commit(repricer));
            change(prices, turn);
            Repricer changed = repricer(clients, registry, prices.read());
            print(name + "run, 1 % changed", () -> commit(changed));
        }
    }

    private void measureHeap(
            Map<String, Object> clients, SchemaRegistry registry, PriceTopic prices, SmallestHeap smallest)
            throws IOException, InterruptedException {
        for (int turn = 0; turn < 2; turn++) {
            if (turn > 0) {
                fill(clients, registry, prices.read(), (GROWTH - 1) * calls);
            }
            change(prices, turn);
            int heap = smallest.ofDryRun();
            int withPostings = heap + SENDING_MEGABYTES;
            System.out.printf(
                    Locale.ROOT,
                    "%,10d calls: a dry run ends with a heap of %d MB; one that commits 1 %% of the calls %s with %d MB%n",
                    LongStream.of(posted).sum(),
                    heap,
                    smallest.isEnoughToCommit(withPostings) ? "ends" : "does not end",
                    withPostings);
        }
    }

    private interface Work {
        long changed();
    }

    private void print(String name, Work work) {
        long start = System.nanoTime();
        long changed = work.changed();
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(Locale.ROOT, "%-34s %,10.0f calls/s  (%,d changed)%n", name, calls / seconds, changed);
    }

    private static long commit(Repricer repricer) {
        RepricingResult result = repricer.commit(request(), "command", RunObserver.NONE);
        return result.sums().total().changed();
    }

    private static RepricingRequest request() {
        return new RepricingRequest(
                "", "", "", Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"), false, OptionalLong.empty(), false);
    }

    private Repricer repricer(Map<String, Object> clients, SchemaRegistry registry, PriceBook book) {
        return new Repricer(clients, registry, topics, () -> book, tenant -> Calendar.UTC, Clock.systemUTC());
    }

    /** Another price of the rare model, from the beginning. */
    private static void change(PriceTopic prices, int turn) {
        PriceEntry entry = PriceEntry.builder()
                .from(Instant.parse("2020-01-01T00:00:00Z"))
                .rates(Map.of(
                        Unit.INPUT_UNCACHED,
                        Rate.perMillion("1." + (turn + 1)),
                        Unit.OUTPUT_TEXT,
                        Rate.perMillion("2." + (turn + 1))))
                .build();
        ModelPrices model = new ModelPrices("openai", "rare-model", List.of(), List.of(entry));
        var unused = prices.change(book -> BookChange.recording(
                        book, List.of(model), Clock.systemUTC().instant())
                .changed());
    }

    private void fill(Map<String, Object> clients, SchemaRegistry registry, PriceBook book, int number) {
        Traffic traffic = new Traffic(1, Clock.systemUTC().instant(), number, 200);
        AvroSerde<PricedCall> serde = AvroSerde.of(PricedCall.class, registry);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(clients, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < number; i++) {
                Call call = traffic.next();
                if (i % RARE == 0) {
                    call.setProvider("openai");
                    call.setModel("rare-model");
                }
                int partition = Math.floorMod(call.getTenant().hashCode(), topics.partitions());
                PricedCall priced = new PricedCall(
                        call,
                        ChargeMapping.toAvro(book.price(CallMapping.consumption(call))),
                        posted[partition]++,
                        false);
                // What is lost would be missing from what the runs read.
                var unused = producer.send(new ProducerRecord<>(
                        topics.pricedCalls(),
                        partition,
                        new byte[] {1},
                        serde.serializer().serialize(topics.pricedCalls(), priced)));
            }
            producer.flush();
        }
    }

    private long decodeAll(Map<String, Object> clients, SchemaRegistry registry) {
        AvroSerde<PricedCall> serde = AvroSerde.of(PricedCall.class, registry);
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        List<TopicPartition> partitions = IntStream.range(0, topics.partitions())
                .mapToObj(partition -> new TopicPartition(topics.pricedCalls(), partition))
                .toList();
        long decoded = 0;
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        clients.getOrDefault("bootstrap.servers", ""),
                        "isolation.level",
                        "read_committed",
                        "max.poll.records",
                        4_000,
                        "max.partition.fetch.bytes",
                        4 << 20,
                        // Closing waits for a fetch that finds nothing.
                        "fetch.max.wait.ms",
                        20),
                bytes,
                bytes)) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (decoded < calls) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    // Barriers of earlier runs are far shorter than any call.
                    if (record.value().length > 80) {
                        var unused = serde.deserializer().deserialize(record.topic(), record.value());
                        decoded++;
                    }
                }
            }
        }
        return 0;
    }
}
