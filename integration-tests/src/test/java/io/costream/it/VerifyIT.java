package io.costream.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.costream.avro.Call;
import io.costream.avro.Identity;
import io.costream.avro.PricedCall;
import io.costream.cli.Main;
import io.costream.cli.registry.RegistryServer;
import io.costream.processor.ProcessorApp;
import io.costream.processor.ProcessorConfig;
import io.costream.processor.domain.Cell;
import io.costream.processor.domain.CellFormat;
import io.costream.processor.domain.CellKey;
import io.costream.processor.domain.Rollup;
import io.costream.schemas.AvroSerde;
import io.costream.schemas.HttpSchemaRegistry;
import io.costream.schemas.RegistryConfig;
import io.costream.schemas.SchemaRegistry;
import io.costream.schemas.Topics;
import io.costream.schemas.TopicsAdmin;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Tampers with what was counted, in each way once, and lets the command find it. Each test has topics of its own. */
@Timeout(300)
class VerifyIT {
    private static final int PARTITIONS = 2;
    private static final int CALLS = 300;
    private static final int ODD_RECORDS = 3;

    @TempDir
    private static Path folder;

    private static TestKafka broker;
    private static RegistryServer registry;

    @BeforeAll
    static void start() {
        broker = TestKafka.start(folder.resolve("broker"));
        registry = RegistryServer.start(broker.bootstrapServers(), 0);
    }

    @AfterAll
    static void stop() {
        registry.close();
        broker.close();
    }

    @Test
    void findsNothingWhereNothingIsWrong() {
        Counted counted = new Counted("clean");

        try (ProcessorApp processor = counted.processor()) {
            counted.send();
            counted.awaitRead(processor);

            Outcome outcome = counted.verify(processor);

            assertThat(outcome.status()).as(outcome.text()).isZero();
            assertThat(outcome.document().path("equal").asBoolean()).isTrue();
            assertThat(outcome.document().path("calls").asLong()).isEqualTo(CALLS + ODD_RECORDS);
            assertThat(outcome.document().path("cells").asLong()).isGreaterThan(CALLS);
            assertThat(outcome.document().path("digest").size()).isGreaterThan(3);
        }
    }

    @Test
    void namesOnePostingTooMany() {
        Counted counted = new Counted("many");

        try (ProcessorApp processor = counted.processor()) {
            ConsumerRecord<byte[], byte[]> first =
                    counted.countedLedger(processor).get(0);
            counted.records(counted.topics.pricedCalls()).append(first.partition(), first.key(), first.value());

            JsonNode different = counted.verify(processor).onlyDifference();

            assertThat(different.path("what").asText()).isEqualTo("posting");
            assertThat(different.path("partition").asInt()).isEqualTo(first.partition());
            assertThat(different.path("problem").asText()).isEqualTo("one posting too many");
            assertThat(different.path("call_id").asText())
                    .isEqualTo(counted.posting(first).getCall().getCallId());
        }
    }

    @Test
    void namesOnePostingTooFew() {
        Counted counted = new Counted("few");

        try (ProcessorApp processor = counted.processor()) {
            List<ConsumerRecord<byte[], byte[]>> ledger = counted.countedLedger(processor);
            ConsumerRecord<byte[], byte[]> removed = ledger.remove(ledger.size() / 2);
            counted.rewriteLedger(ledger);

            JsonNode different = counted.verify(processor).onlyDifference();

            assertThat(different.path("problem").asText()).isEqualTo("one posting too few");
            assertThat(different.path("offset").asLong())
                    .isEqualTo(counted.posting(removed).getCallOffset());
            assertThat(different.path("call_id").asText())
                    .isEqualTo(counted.posting(removed).getCall().getCallId());
        }
    }

    @Test
    void namesOneAlteredAmountOfThePosting() {
        Counted counted = new Counted("altered");

        try (ProcessorApp processor = counted.processor()) {
            List<ConsumerRecord<byte[], byte[]>> ledger = counted.countedLedger(processor);
            ConsumerRecord<byte[], byte[]> before = ledger.stream()
                    .filter(record -> counted.posting(record).getCharge().getTotal() != null)
                    .findFirst()
                    .orElseThrow();
            PricedCall altered = counted.posting(before);
            altered.getCharge().setTotal(altered.getCharge().getTotal().add(new BigDecimal("0.000000000001")));
            ledger.set(ledger.indexOf(before), counted.record(before, altered));
            counted.rewriteLedger(ledger);

            JsonNode different = counted.verify(processor).onlyDifference();

            assertThat(different.path("problem").asText()).isEqualTo("the posting has another charge");
            assertThat(different.path("call_id").asText())
                    .isEqualTo(altered.getCall().getCallId());
            assertThat(different.path("found").path("total").asText())
                    .isEqualTo(
                            altered.getCharge().getTotal().stripTrailingZeros().toPlainString());
            assertThat(different.path("expected").size()).isEqualTo(1);
        }
    }

    @Test
    void namesOneDeletedAndOneAlteredCell() {
        Counted counted = new Counted("cells");
        try (ProcessorApp processor = counted.processor()) {
            counted.countedLedger(processor);
        }
        TopicRecords changelog = counted.records("cells-costream-cells-changelog");
        ConsumerRecord<byte[], byte[]> deleted = newestCell(changelog, Rollup.PROVIDER_MODEL);
        ConsumerRecord<byte[], byte[]> altered = newestCell(changelog, Rollup.BY_USER);
        Cell wrong = CellFormat.read(altered.value());
        wrong.add(CellFormat.read(altered.value()));
        changelog.append(deleted.partition(), deleted.key(), null);
        changelog.append(altered.partition(), altered.key(), new CellFormat().write(wrong));

        // A state folder of its own: it is restored from the changelog.
        try (ProcessorApp processor = counted.processor("restored")) {
            counted.awaitRead(processor);
            Outcome outcome = counted.verify(processor);

            List<JsonNode> different = new ArrayList<>();
            outcome.document().path("different").forEach(different::add);
            assertThat(outcome.status()).isEqualTo(1);
            assertThat(different).as(outcome.text()).hasSize(2);
            assertThat(different)
                    .filteredOn(item -> item.path("found").isEmpty())
                    .singleElement()
                    .satisfies(item -> assertIsOf(item, deleted));
            assertThat(different)
                    .filteredOn(item -> item.path("found").has("calls"))
                    .singleElement()
                    .satisfies(item -> assertIsOf(item, altered));
        }
    }

    private static void assertIsOf(JsonNode item, ConsumerRecord<byte[], byte[]> record) {
        CellKey key = CellKey.fromBytes(record.key());
        assertThat(item.path("what").asText()).isEqualTo("cell");
        assertThat(item.path("partition").asInt()).isEqualTo(record.partition());
        assertThat(item.path("tenant").asText()).isEqualTo(key.tenant());
        assertThat(item.path("rollup").asText()).isEqualTo(key.rollup().label());
        assertThat(item.path("window").asText()).isEqualTo(key.kind().label());
        assertThat(item.path("key").toString()).contains(key.values().get(0));
    }

    private static ConsumerRecord<byte[], byte[]> newestCell(TopicRecords changelog, Rollup rollup) {
        ConsumerRecord<byte[], byte[]> newest = null;
        for (ConsumerRecord<byte[], byte[]> record : changelog.all()) {
            boolean isCell = record.key()[0] != 0;
            if (isCell && CellKey.fromBytes(record.key()).rollup() == rollup) {
                newest = record;
            }
        }
        return newest;
    }

    private record Outcome(int status, String text) {
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

    /** Calls, their ledger and their totals under a prefix of their own. */
    private static final class Counted {
        private final SchemaRegistry schemas = HttpSchemaRegistry.of(Map.of(RegistryConfig.URL, registry.url()));
        private final String prefix;
        private final Topics topics;

        Counted(String name) {
            prefix = name + ".";
            topics = Topics.withPrefix(prefix).partitions(PARTITIONS);
        }

        ProcessorApp processor() {
            return processor("state");
        }

        ProcessorApp processor(String stateFolder) {
            return ProcessorApp.start(ProcessorConfig.of(Map.of(
                    "bootstrap.servers",
                    broker.bootstrapServers(),
                    RegistryConfig.URL,
                    registry.url(),
                    "topic.prefix",
                    prefix,
                    "application.id",
                    prefix.replace('.', '-') + "costream",
                    "partitions",
                    Integer.toString(PARTITIONS),
                    "state.dir",
                    folder.resolve(prefix + stateFolder).toString(),
                    "api.port",
                    "0")));
        }

        TopicRecords records(String topic) {
            return new TopicRecords(broker.bootstrapServers(), topic, PARTITIONS);
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
            AvroSerde<Call> serde = AvroSerde.of(Call.class, schemas);
            try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", broker.bootstrapServers()),
                    new StringSerializer(),
                    new ByteArraySerializer())) {
                for (Call call : calls) {
                    byte[] value = serde.serializer().serialize(topics.calls(), call);
                    var unused = producer.send(new ProducerRecord<>(topics.calls(), call.getTenant(), value));
                }
                byte[] garbage = "no call".getBytes(StandardCharsets.UTF_8);
                var unused = producer.send(new ProducerRecord<>(topics.calls(), "tenant-1", garbage));
                producer.flush();
            }
        }

        void awaitRead(ProcessorApp processor) {
            JsonApi api = new JsonApi(processor.url());
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> {
                        JsonNode audit = api.get("/v1/audit");
                        return audit.path("complete").asBoolean()
                                && audit.path("total").path("read").asLong() == CALLS + ODD_RECORDS;
                    });
        }

        /** Counts, and returns the ledger: totals can be asked for a moment before their postings are committed. */
        List<ConsumerRecord<byte[], byte[]>> countedLedger(ProcessorApp processor) {
            send();
            awaitRead(processor);
            JsonNode total = new JsonApi(processor.url()).get("/v1/audit").path("total");
            int counted = total.path("priced").asInt() + total.path("unpriced").asInt();
            TopicRecords ledger = records(topics.pricedCalls());
            return Awaitility.await().until(ledger::all, postings -> postings.size() == counted);
        }

        PricedCall posting(ConsumerRecord<byte[], byte[]> record) {
            return AvroSerde.of(PricedCall.class, schemas)
                    .deserializer()
                    .deserialize(topics.pricedCalls(), record.value());
        }

        ConsumerRecord<byte[], byte[]> record(ConsumerRecord<byte[], byte[]> place, PricedCall posting) {
            byte[] value =
                    AvroSerde.of(PricedCall.class, schemas).serializer().serialize(topics.pricedCalls(), posting);
            return new ConsumerRecord<>(place.topic(), place.partition(), place.offset(), place.key(), value);
        }

        /** Makes the topic anew, with these records. */
        void rewriteLedger(List<ConsumerRecord<byte[], byte[]>> ledger) {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                admin.deleteTopics(List.of(topics.pricedCalls())).all().get();
                Awaitility.await().until(() -> !admin.listTopics().names().get().contains(topics.pricedCalls()));
                TopicsAdmin.createOrVerify(admin, topics, (short) 1);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            records(topics.pricedCalls()).appendCopies(ledger);
        }

        Outcome verify(ProcessorApp processor) {
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();
            CommandLine command =
                    Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
            int status = command.execute(
                    "verify",
                    "--json",
                    "--topic-prefix=" + prefix,
                    "--bootstrap=" + broker.bootstrapServers(),
                    "--registry=" + registry.url(),
                    "--url=" + processor.url());
            return new Outcome(status, status > 1 ? err.toString() : out.toString());
        }
    }
}
