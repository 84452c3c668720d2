package io.costream.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.costream.avro.Call;
import io.costream.avro.Identity;
import io.costream.avro.PricedCall;
import io.costream.cli.Main;
import io.costream.processor.ProcessorApp;
import io.costream.processor.ProcessorConfig;
import io.costream.schemas.AvroSerde;
import io.costream.schemas.HttpSchemaRegistry;
import io.costream.schemas.RegistryConfig;
import io.costream.schemas.SchemaRegistry;
import io.costream.schemas.Topics;
import io.costream.schemas.TopicsAdmin;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import org.awaitility.Awaitility;
import picocli.CommandLine;

/** Calls, their ledger and their totals under a prefix of their own. */
final class CountedCalls {
    static final int PARTITIONS = 2;
    private static final int CALLS = 300;
    private static final int ODD_RECORDS = 3;
    /** Records of calls that are sent. */
    static final int RECORDS = CALLS + ODD_RECORDS;

    record Outcome(int status, String text) {
        JsonNode document() {
            try {
                return new ObjectMapper().readTree(text);
            } catch (IOException e) {
                throw new AssertionError(text, e);
            }
        }

        JsonNode onlyDifference() {
            assertThat(status).as(text).isEqualTo(1);
            assertThat(document().path("equal").asBoolean()).isFalse();
            assertThat(document().path("different")).as(text).hasSize(1);
            return document().path("different").path(0);
        }
    }

    private final String bootstrapServers;
    private final String registryUrl;
    private final Path folder;
    private final SchemaRegistry schemas;
    private final String prefix;
    private final Topics topics;
    private int generation = Topics.FIRST_GENERATION;

    /** @param name of the topics, and of the folder */
    CountedCalls(String bootstrapServers, String registryUrl, Path folder, String name) {
        this.bootstrapServers = bootstrapServers;
        this.registryUrl = registryUrl;
        this.folder = folder;
        schemas = HttpSchemaRegistry.of(Map.of(RegistryConfig.URL, registryUrl));
        prefix = name + ".";
        topics = Topics.withPrefix(prefix).partitions(PARTITIONS);
    }

    ProcessorApp processor() {
        return processor("state");
    }

    ProcessorApp processor(String stateFolder) {
        return ProcessorApp.start(ProcessorConfig.of(keys(stateFolder)));
    }

    /** One that keeps these totals. */
    ProcessorApp keeping(String rollups) {
        Map<String, String> keys = new HashMap<>(keys("state"));
        keys.put(ProcessorConfig.ROLLUPS, rollups);
        return ProcessorApp.start(ProcessorConfig.of(keys));
    }

    /** One that keeps hours, days and months for as short as it can. */
    ProcessorApp purging() {
        Map<String, String> keys = new HashMap<>(keys("state"));
        keys.put(ProcessorConfig.PURGE_AFTER_DAYS, "62");
        return ProcessorApp.start(ProcessorConfig.of(keys));
    }

    private Map<String, String> keys(String stateFolder) {
        return Map.of(
                "bootstrap.servers",
                bootstrapServers,
                RegistryConfig.URL,
                registryUrl,
                "topic.prefix",
                prefix,
                "application.id",
                prefix.replace('.', '-') + "costream",
                "partitions",
                Integer.toString(PARTITIONS),
                "state.dir",
                folder.resolve(prefix + stateFolder).toString(),
                // Who has the folder of a partition counts it.
                "standby.replicas",
                "0",
                "api.port",
                "0");
    }

    /** Whether an instance with this state folder has been given a partition. */
    boolean hasTask(String stateFolder) {
        File tasks = folder.resolve(prefix + stateFolder)
                .resolve(prefix.replace('.', '-') + "costream")
                .toFile();
        String[] found = tasks.list((parent, name) -> name.matches("0_\\d+"));
        return found != null && found.length > 0;
    }

    Commands commands(ProcessorApp processor) {
        return new Commands(bootstrapServers, registryUrl, processor.url());
    }

    TopicRecords records(String topic) {
        return new TopicRecords(bootstrapServers, topic, PARTITIONS);
    }

    /** Calls of which some come twice, one copy by its id, and one record that is no call. */
    void send() {
        List<Call> calls = new ArrayList<>(new RandomCalls(42).sent(CALLS));
        Call single = Call.newBuilder(calls.get(0))
                .setIdentity(Identity.CALL_ID)
                .setCallId("single")
                .build();
        calls.add(single);
        calls.add(single);
        send(producer -> {
            calls.forEach(call -> send(producer, call));
            byte[] garbage = "no call".getBytes(StandardCharsets.UTF_8);
            var unused = producer.send(new ProducerRecord<>(topics.calls(), "tenant-1", garbage));
        });
    }

    /** One call to each partition that is so old. */
    void sendEach(Duration age) {
        Map<Integer, String> tenants = new TreeMap<>();
        for (int number = 0; tenants.size() < PARTITIONS; number++) {
            String tenant = "tenant-" + number;
            int hash = Utils.toPositive(Utils.murmur2(tenant.getBytes(StandardCharsets.UTF_8)));
            tenants.putIfAbsent(hash % PARTITIONS, tenant);
        }
        send(producer -> tenants.values()
                .forEach(tenant -> send(
                        producer,
                        Call.newBuilder()
                                .setCallId("old for " + age)
                                .setTenant(tenant)
                                .setProvider("openai")
                                .setModel("gpt-4")
                                .setEventTime(Instant.now().minus(age))
                                .setInputUncached(1000)
                                .build())));
    }

    private void send(Consumer<KafkaProducer<String, byte[]>> sending) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new ByteArraySerializer())) {
            sending.accept(producer);
            producer.flush();
        }
    }

    private void send(KafkaProducer<String, byte[]> producer, Call call) {
        byte[] value = AvroSerde.of(Call.class, schemas).serializer().serialize(topics.calls(), call);
        var unused = producer.send(new ProducerRecord<>(topics.calls(), call.getTenant(), value));
    }

    /** Every answer of the health check until it is ready, that one too. */
    List<JsonNode> awaitReady(ProcessorApp processor) {
        JsonApi api = new JsonApi(processor.url());
        List<JsonNode> seen = new ArrayList<>();
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    seen.add(api.get("/health/ready"));
                    return seen.get(seen.size() - 1).path("status").asText().equals("up");
                });
        return seen;
    }

    /** What Prometheus would read. */
    double metric(ProcessorApp processor, String name) {
        return new JsonApi(processor.url())
                .text("/metrics")
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no metric " + name));
    }

    JsonNode awaitRead(ProcessorApp processor) {
        return awaitRead(processor, RECORDS);
    }

    /**
     * Until the processor has counted so many records and answers from what it counts itself, rather than from a copy.
     * Returns the audit that says so: a later one may lack a partition that moves.
     */
    JsonNode awaitRead(ProcessorApp processor, int records) {
        JsonApi api = new JsonApi(processor.url());
        return Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> api.get("/v1/audit"),
                        audit -> audit.path("complete").asBoolean()
                                && audit.path("standby_behind_ms").isEmpty()
                                && audit.path("total").path("read").asLong() == records);
    }

    /** Counts, and returns the ledger: totals can be asked for a moment before their postings are committed. */
    List<ConsumerRecord<byte[], byte[]>> countedLedger(ProcessorApp processor) {
        send();
        JsonNode total = awaitRead(processor).path("total");
        int counted = total.path("priced").asInt() + total.path("unpriced").asInt();
        TopicRecords ledger = records(topics.pricedCalls());
        return Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(ledger::all, postings -> postings.size() == counted);
    }

    PricedCall posting(ConsumerRecord<byte[], byte[]> record) {
        return AvroSerde.of(PricedCall.class, schemas).deserializer().deserialize(topics.pricedCalls(), record.value());
    }

    ConsumerRecord<byte[], byte[]> record(ConsumerRecord<byte[], byte[]> place, PricedCall posting) {
        byte[] value = AvroSerde.of(PricedCall.class, schemas).serializer().serialize(topics.pricedCalls(), posting);
        return new ConsumerRecord<>(place.topic(), place.partition(), place.offset(), place.key(), value);
    }

    /**
     * Has another ledger verified from now on, with these records: that of a generation which nobody counts. A topic that
     * is deleted and made anew may lose what is written at once.
     */
    void rewriteLedger(List<ConsumerRecord<byte[], byte[]>> ledger) {
        generation++;
        Topics rewritten = topics.generation(generation);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            TopicsAdmin.createOrVerify(admin, rewritten, (short) 1);
            awaitLeaders(admin, rewritten.pricedCalls());
        }
        records(rewritten.pricedCalls()).appendCopies(ledger);
    }

    /** Every partition can be written to. */
    private static void awaitLeaders(Admin admin, String topic) {
        Awaitility.await()
                .until(() -> admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().stream()
                        .allMatch(partition -> partition.leader() != null
                                && !partition.leader().isEmpty()));
    }

    Outcome verify(ProcessorApp processor) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int status = command.execute(
                "verify",
                "--json",
                "--topic-prefix=" + prefix,
                "--generation=" + generation,
                "--bootstrap=" + bootstrapServers,
                "--registry=" + registryUrl,
                "--url=" + processor.url());
        return new Outcome(status, status > 1 ? err.toString() : out.toString());
    }
}
