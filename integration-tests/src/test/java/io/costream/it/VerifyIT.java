package io.costream.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.avro.PricedCall;
import io.costream.cli.registry.RegistryServer;
import io.costream.processor.ProcessorApp;
import io.costream.processor.domain.Cell;
import io.costream.processor.domain.CellKey;
import io.costream.processor.domain.CellPack;
import io.costream.processor.domain.PackFormat;
import io.costream.processor.domain.PackedCells;
import io.costream.processor.domain.Rollup;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tampers with what was counted, in each way once, and lets the command find it. */
@Timeout(300)
class VerifyIT {
    @TempDir
    private static Path folder;

    private static TestKafka broker;
    private static RegistryServer registry;

    private static CountedCalls counted;
    private static ProcessorApp processor;
    /** As it was posted; each test makes of it the ledger that it needs. */
    private static List<ConsumerRecord<byte[], byte[]>> posted;

    @BeforeAll
    static void start() {
        broker = TestKafka.start(folder.resolve("broker"));
        registry = RegistryServer.start(broker.bootstrapServers(), 0);
        counted = new CountedCalls(broker.bootstrapServers(), registry.url(), folder, "ledger");
        processor = counted.processor();
        posted = counted.countedLedger(processor);
    }

    @AfterAll
    static void stop() {
        processor.close();
        registry.close();
        broker.close();
    }

    @Test
    void findsNothingWhereNothingIsWrong() {
        counted.rewriteLedger(posted);

        CountedCalls.Outcome outcome = counted.verify(processor);

        assertThat(outcome.status()).as(outcome.text()).isZero();
        assertThat(outcome.document().path("equal").asBoolean()).isTrue();
        assertThat(outcome.document().path("calls").asLong()).isEqualTo(CountedCalls.RECORDS);
        assertThat(outcome.document().path("postings").asLong()).isEqualTo(posted.size());
        assertThat(outcome.document().path("cells").asLong()).isGreaterThan(CountedCalls.RECORDS);
        assertThat(outcome.document().path("digest").size()).isGreaterThan(3);
    }

    @Test
    void findsNothingWhereTwoInstancesShareTheWorkAndEitherKnowsOfARun() {
        CountedCalls shared = new CountedCalls(broker.bootstrapServers(), registry.url(), folder, "shared");
        try (ProcessorApp first = shared.processor();
                ProcessorApp second = shared.processor("second")) {
            shared.countedLedger(first);
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> shared.hasTask("second"));

            Commands.Outcome priced = shared.commands(first)
                    .run(
                            "prices",
                            "set",
                            "openai/made-up",
                            "--input-per-million=1",
                            "--output-per-million=2",
                            "--from=2026-01-01",
                            "--topic-prefix=shared.");
            CountedCalls.Outcome verified = shared.verify(second);
            JsonNode dryRun = dryRun(new JsonApi(first.url()), new JsonApi(second.url()));

            assertThat(priced.status()).as(priced.text()).isZero();
            assertThat(verified.status()).as(verified.text()).isZero();
            assertThat(verified.document().path("calls").asLong()).isEqualTo(CountedCalls.RECORDS);
            assertThat(dryRun.path("calls_read").asLong()).isPositive();
        }
    }

    /** Begun by one instance, and asked of the other. */
    private static JsonNode dryRun(JsonApi one, JsonApi other) {
        JsonNode begun = one.post("/v1/repricings", "{\"from\": \"2000-01-01\", \"to\": \"2100-01-01\"}");
        String path = "/v1/repricings/" + begun.path("run").asText();
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> other.get(path).path("state").asText().equals("dry_run"));
        return other.get(path);
    }

    @Test
    void namesOnePostingTooMany() {
        ConsumerRecord<byte[], byte[]> twice = posted.get(0);
        List<ConsumerRecord<byte[], byte[]>> ledger = new ArrayList<>(posted);
        ledger.add(twice);
        counted.rewriteLedger(ledger);

        JsonNode different = counted.verify(processor).onlyDifference();

        assertThat(different.path("what").asText()).isEqualTo("posting");
        assertThat(different.path("partition").asInt()).isEqualTo(twice.partition());
        assertThat(different.path("problem").asText()).isEqualTo("one posting too many");
        assertIsOf(different, counted.posting(twice));
    }

    @Test
    void namesOnePostingTooFew() {
        List<ConsumerRecord<byte[], byte[]>> ledger = new ArrayList<>(posted);
        ConsumerRecord<byte[], byte[]> removed = ledger.remove(ledger.size() / 2);
        counted.rewriteLedger(ledger);

        JsonNode different = counted.verify(processor).onlyDifference();

        assertThat(different.path("problem").asText()).isEqualTo("one posting too few");
        assertIsOf(different, counted.posting(removed));
    }

    @Test
    void namesOneAlteredAmountOfThePosting() {
        List<ConsumerRecord<byte[], byte[]>> ledger = new ArrayList<>(posted);
        ConsumerRecord<byte[], byte[]> before = ledger.stream()
                .filter(record -> counted.posting(record).getCharge().getTotal() != null)
                .findFirst()
                .orElseThrow();
        PricedCall altered = counted.posting(before);
        BigDecimal total = altered.getCharge().getTotal().add(new BigDecimal("0.000000000001"));
        altered.getCharge().setTotal(total);
        ledger.set(ledger.indexOf(before), counted.record(before, altered));
        counted.rewriteLedger(ledger);

        JsonNode different = counted.verify(processor).onlyDifference();

        assertThat(different.path("problem").asText()).isEqualTo("the posting has another charge");
        assertIsOf(different, altered);
        assertThat(different.path("found").path("total").asText())
                .isEqualTo(total.stripTrailingZeros().toPlainString());
        assertThat(different.path("expected").size()).isEqualTo(1);
    }

    private static void assertIsOf(JsonNode different, PricedCall posting) {
        assertThat(different.path("offset").asLong()).isEqualTo(posting.getCallOffset());
        assertThat(different.path("call_id").asText())
                .isEqualTo(posting.getCall().getCallId());
    }

    @Test
    void refusesToCountOnWithOtherRollups() {
        CountedCalls own = new CountedCalls(broker.bootstrapServers(), registry.url(), folder, "rollups");
        try (ProcessorApp first = own.keeping("total: day; tag.team, model: day")) {
            own.countedLedger(first);
        }

        try (ProcessorApp other = own.keeping("total: day, month")) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(String.join(" ", other.problems()))
                            .contains("begun with rollups = total: day; tag.team, model: day"));
        }
    }

    @Test
    void provesWhatIsLeftWhereWindowsArePurged() {
        CountedCalls own = new CountedCalls(broker.bootstrapServers(), registry.url(), folder, "purged");
        CountedCalls.Outcome before;
        try (ProcessorApp first = own.processor()) {
            own.countedLedger(first);
            before = own.verify(first);
        }

        CountedCalls.Outcome purged;
        JsonNode audit;
        try (ProcessorApp second = own.purging()) {
            own.sendEach(Duration.ofHours(1));
            own.sendEach(Duration.ofDays(300));
            audit = own.awaitRead(second, CountedCalls.RECORDS + 2 * CountedCalls.PARTITIONS)
                    .path("total");
            purged = own.verify(second);
        }
        // From the changelog alone, with nothing new to count.
        try (ProcessorApp restored = own.processor("purged-restored")) {
            JsonNode auditAgain = own.awaitRead(restored, CountedCalls.RECORDS + 2 * CountedCalls.PARTITIONS)
                    .path("total");
            JsonApi api = new JsonApi(restored.url());
            CountedCalls.Outcome again = own.verify(restored);

            assertThat(before.status()).as(before.text()).isZero();
            assertThat(purged.status()).as(purged.text()).isZero();
            assertThat(again.status()).as(again.text()).isZero();
            assertThat(audit.path("windows_purged").asInt()).isEqualTo(CountedCalls.PARTITIONS);
            assertThat(audit.path("balanced").asBoolean()).isTrue();
            assertThat(auditAgain).isEqualTo(audit);
            assertThat(again.document().path("purged_before").size()).isEqualTo(CountedCalls.PARTITIONS);
            assertThat(again.document().path("digest"))
                    .isEqualTo(purged.document().path("digest"));
            assertThat(again.document().path("cells").asInt())
                    .isLessThan(before.document().path("cells").asInt());
            assertThat(api.status(usage(Duration.ofDays(300)))).isEqualTo(410);
            assertThat(api.get(usage(Duration.ofDays(300))).path("detail").asText())
                    .contains("purged", audit.path("purged_before").asText());
            assertThat(api.status(usage(Duration.ofDays(30)))).isEqualTo(200);
        }
    }

    /** What the days of a month cost that began so long ago. */
    private static String usage(Duration ago) {
        LocalDate from = LocalDate.ofInstant(Instant.now().minus(ago), ZoneOffset.UTC);
        return "/v1/usage?window=day&rollup=provider&from=" + from + "&to=" + from.plusDays(28);
    }

    @Test
    void namesOneDeletedAndOneAlteredCell() {
        CountedCalls own = new CountedCalls(broker.bootstrapServers(), registry.url(), folder, "cells");
        try (ProcessorApp first = own.processor()) {
            own.countedLedger(first);
        }
        TopicRecords changelog = own.records("cells-costream-cells-changelog");
        ConsumerRecord<byte[], byte[]> deleted =
                newestCell(changelog, Rollup.named("provider,model,operation,framework"));
        ConsumerRecord<byte[], byte[]> altered = newestCell(changelog, Rollup.named("user,provider,model"));
        changelog.append(deleted.partition(), deleted.key(), null);
        changelog.append(altered.partition(), altered.key(), doubled(altered));

        // A state folder of its own: it is restored from the changelog.
        try (ProcessorApp restored = own.processor("restored")) {
            List<JsonNode> seen = own.awaitReady(restored);
            own.awaitRead(restored);
            CountedCalls.Outcome outcome = own.verify(restored);

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
            assertThat(seen).allSatisfy(VerifyIT::assertIsProgress);
            assertThat(seen.get(seen.size() - 1).has("restoring")).isFalse();
            assertThat(own.metric(restored, "costream_restored_records_total")).isGreaterThan(CountedCalls.RECORDS);
            assertThat(own.metric(restored, "costream_restore_left_records{partition=\"0\"}"))
                    .isZero();
        }
    }

    private static void assertIsProgress(JsonNode health) {
        JsonNode restoring = health.path("restoring");
        assertThat(restoring.path("restored").asLong())
                .isLessThanOrEqualTo(restoring.path("total").asLong());
        long restored = 0;
        for (JsonNode partition : restoring.path("partitions")) {
            restored += partition.path("restored").asLong();
        }
        assertThat(restored).isEqualTo(restoring.path("restored").asLong());
    }

    private static void assertIsOf(JsonNode item, ConsumerRecord<byte[], byte[]> record) {
        CellKey key = CellKey.fromBytes(record.key());
        assertThat(item.path("what").asText()).isEqualTo("cell");
        assertThat(item.path("partition").asInt()).isEqualTo(record.partition());
        assertThat(item.path("tenant").asText()).isEqualTo(key.tenant());
        assertThat(item.path("rollup").asText()).isEqualTo(key.rollup().label());
        assertThat(item.path("window").asText()).isEqualTo(key.kind().label());
        PackedCells cells = new PackedCells(record.key(), record.value());
        assertThat(cells.next()).isTrue();
        assertThat(item.path("key").toString()).contains(cells.values().get(0));
    }

    /** The record as it would be if its only cell had counted everything twice. */
    private static byte[] doubled(ConsumerRecord<byte[], byte[]> record) {
        PackedCells cells = new PackedCells(record.key(), record.value());
        cells.next();
        Cell twice = cells.cell();
        twice.add(cells.cell());
        CellPack pack = CellPack.forKey(record.key());
        pack.begin(cells.values().toArray(String[]::new), twice);
        return new PackFormat().write(pack);
    }

    /** The last record of a rollup that holds one cell, and not an older form of one that holds more. */
    private static ConsumerRecord<byte[], byte[]> newestCell(TopicRecords changelog, Rollup rollup) {
        Map<CellKey, ConsumerRecord<byte[], byte[]>> newest = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : changelog.all()) {
            boolean holdsCells = record.key()[0] != 0;
            if (holdsCells && CellKey.fromBytes(record.key()).rollup().equals(rollup)) {
                newest.put(CellKey.fromBytes(record.key()), record);
            }
        }
        return newest.values().stream()
                .filter(record -> number(record) == 1)
                .reduce((one, other) -> other)
                .orElseThrow();
    }

    private static int number(ConsumerRecord<byte[], byte[]> record) {
        PackedCells cells = new PackedCells(record.key(), record.value());
        int number = 0;
        while (cells.next()) {
            number++;
        }
        return number;
    }
}
