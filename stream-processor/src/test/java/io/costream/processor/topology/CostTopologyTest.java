package io.costream.processor.topology;

import static io.costream.processor.topology.Calls.aCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.costream.avro.Adjustment;
import io.costream.avro.Call;
import io.costream.avro.ChargeStatus;
import io.costream.avro.PricedCall;
import io.costream.pricing.Money;
import io.costream.pricing.PriceBook;
import io.costream.pricing.catalogue.BuiltinCatalogue;
import io.costream.processor.domain.Admission;
import io.costream.processor.domain.Calendar;
import io.costream.processor.domain.Cell;
import io.costream.processor.domain.CellKey;
import io.costream.processor.domain.CellPack;
import io.costream.processor.domain.Dimension;
import io.costream.processor.domain.Progress;
import io.costream.processor.domain.Progress.Fate;
import io.costream.processor.domain.Rollup;
import io.costream.processor.domain.Window;
import io.costream.processor.domain.WindowKind;
import io.costream.processor.state.CellScan;
import io.costream.processor.state.CellStore;
import io.costream.schemas.AvroSerde;
import io.costream.schemas.InMemorySchemaRegistry;
import io.costream.schemas.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostTopologyTest {
    private static final Instant ARRIVAL = Instant.parse("2024-06-15T12:31:00Z");
    private static final Window DAY =
            Calendar.UTC.window(WindowKind.DAY, Window.micros(Instant.parse("2024-06-15T12:30:00Z")));

    private static final Calendar KATHMANDU = Calendar.of(ZoneId.of("Asia/Kathmandu"));
    /** Its clocks said Friday evening when its Saturday began. */
    private static final Calendar MOVED =
            Calendar.of(new TreeMap<>(Map.of(LocalDate.parse("2024-06-15"), ZoneId.of("America/New_York"))));

    private final Topics topics = Topics.withPrefix("test.").partitions(1);
    private final SwitchableRegistry registry = new SwitchableRegistry(new InMemorySchemaRegistry());
    private final AvroSerde<Call> calls = AvroSerde.of(Call.class, registry);
    private final AvroSerde<PricedCall> pricedCalls = AvroSerde.of(PricedCall.class, registry);

    @TempDir
    private Path stateFolder;

    private TopologyTestDriver driver;
    private TestInputTopic<String, byte[]> input;
    private TestOutputTopic<byte[], byte[]> ledger;
    private TestOutputTopic<byte[], byte[]> rejected;

    @BeforeEach
    void start() {
        start(properties(), CostSettings.DEFAULTS);
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.put("application.id", "test");
        properties.put("bootstrap.servers", "unused:9092");
        properties.put("state.dir", stateFolder.toString());
        return properties;
    }

    private void start(Properties properties, CostSettings settings) {
        driver = new TopologyTestDriver(topology(settings).get(), properties, ARRIVAL);
        input = driver.createInputTopic(topics.calls(), new StringSerializer(), new ByteArraySerializer());
        ledger = driver.createOutputTopic(
                topics.pricedCalls(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        rejected = driver.createOutputTopic(
                topics.rejectedCalls(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void hasTheShapeThatIsWrittenDown() throws IOException {
        String shape = topology(CostSettings.DEFAULTS).get().describe().toString();

        assertThat(shape.strip().lines().map(CostTopologyTest::words))
                .containsExactlyInAnyOrderElementsOf(
                        golden().stream().map(CostTopologyTest::words).toList());
    }

    @Test
    void postsThePriceOfTheCallsOwnInstant() {
        send(aCall().build());

        PricedCall posting = posting();
        assertThat(posting.getCharge().getStatus()).isEqualTo(ChargeStatus.PRICED);
        assertThat(posting.getCharge().getTotal()).isEqualByComparingTo("0.06");
        assertThat(posting.getCall()).isEqualTo(aCall().build());
        assertThat(total(DAY).total()).isEqualTo(Money.of("0.06"));
    }

    @Test
    void countsAnUnpricedCallWithoutAnAmount() {
        send(aCall().model("no-such-model").build());

        assertThat(posting().getCharge().getTotal()).isNull();
        assertThat(total(DAY).unpriced()).isEqualTo(1);
        assertThat(total(DAY).total()).isEqualTo(Money.ZERO);
        assertThat(progress().count(Fate.UNPRICED)).isEqualTo(1);
    }

    @Test
    void postsALateCallAndAddsItToNoWindowThatIsPurged() {
        restartKeeping(Duration.ofDays(62));
        Instant april = Instant.parse("2024-04-13T12:00:00Z");

        send(aCall().at(april.toString()).session("s").build());

        assertThat(posting().getWindowsPurged()).isTrue();
        assertThat(days(april)).isEmpty();
        assertThat(sessions()).hasSize(1);
        assertThat(total(Calendar.UTC.window(WindowKind.MONTH, Window.micros(april)))
                        .calls())
                .isEqualTo(1);
        assertThat(progress().count(Fate.PRICED)).isEqualTo(1);
        assertThat(progress().lateCalls()).isEqualTo(1);
        assertThat(progress().isBalanced()).isTrue();
    }

    @Test
    void countsACallWhoseWindowsAreKeptAsEver() {
        restartKeeping(Duration.ofDays(62));

        send(aCall().at("2024-04-15T00:00:00Z").build());

        assertThat(posting().getWindowsPurged()).isFalse();
        assertThat(days(Instant.parse("2024-04-15T00:00:00Z"))).hasSize(1);
        assertThat(progress().lateCalls()).isZero();
    }

    @Test
    void removesWindowsOnceTheyArePurged() {
        restartKeeping(Duration.ofDays(62));
        Instant april = Instant.parse("2024-04-20T12:00:00Z");
        send(aCall().id("first").at(april.toString()).session("s").build());
        int before = days(april).size();

        send(aCall().id("second").build(), ARRIVAL.plus(Duration.ofDays(30)));

        assertThat(before).isEqualTo(1);
        assertThat(days(april)).isEmpty();
        assertThat(store().scan(List.of())
                        .orElseThrow()
                        .progress()
                        .orElseThrow()
                        .hasToRemove())
                .isFalse();
        assertThat(sessions()).hasSize(1);
        assertThat(progress().horizon().instant()).contains(Instant.parse("2024-05-14T00:00:00Z"));
    }

    private void restartKeeping(Duration keep) {
        driver.close();
        start(
                properties(),
                new CostSettings(
                        CostSettings.DEFAULTS.commitInterval(),
                        CostSettings.DEFAULTS.duplicateHorizon(),
                        CostSettings.DEFAULTS.mostLiveCells(),
                        CostSettings.DEFAULTS.rollups(),
                        Optional.of(keep)));
    }

    private Collection<Cell> days(Instant at) {
        return cells(CellScan.Part.of(Rollup.TOTAL, Calendar.UTC.window(WindowKind.DAY, Window.micros(at)), List.of()));
    }

    private Collection<Cell> sessions() {
        Rollup sessions = Rollup.of(Dimension.SESSION, Dimension.MODEL, Dimension.FRAMEWORK);
        return cells(CellScan.Part.of(sessions, Window.ALL_TIME, List.of("s")));
    }

    private Collection<Cell> cells(CellScan.Part part) {
        CellScan scan = new CellScan("acme", Set.of(), List.of(part), Set.of(), true);
        return store().scan(List.of(scan)).orElseThrow().cells().get(0).values();
    }

    @Test
    void countsACallIdOnce() {
        send(aCall().id("same").build());
        send(aCall().id("same").build());
        send(aCall().id("other").build());

        assertThat(total(DAY).calls()).isEqualTo(2);
        assertThat(progress().count(Fate.DUPLICATE)).isEqualTo(1);
    }

    @Test
    void countsASequenceNumberOnce() {
        send(aCall().sequence("producer", 0).build());
        send(aCall().sequence("producer", 1).build());
        send(aCall().sequence("producer", 0).build());

        assertThat(total(DAY).calls()).isEqualTo(2);
        assertThat(progress().count(Fate.DUPLICATE)).isEqualTo(1);
    }

    @Test
    void rejectsWhatIsOlderThanTheHorizonFromAnUnknownProducer() {
        send(aCall().sequence("producer", 7).at("2024-01-01T00:00:00Z").build());

        assertThat(reason(rejected.readRecord())).isEqualTo("duplicate_horizon");
    }

    @Test
    void rejectsACallAheadOfItsArrival() {
        send(aCall().at("2024-06-15T12:36:01Z").build());

        assertThat(reason(rejected.readRecord())).isEqualTo("in_the_future");
        assertThat(ledger.isEmpty()).isTrue();
    }

    @Test
    void rejectsNegativeTokens() {
        send(aCall().inputTokens(-1).build());

        assertThat(reason(rejected.readRecord())).isEqualTo("bad_quantity");
    }

    @Test
    void rejectsMoreUnitsThanACellCanHold() {
        send(aCall().id("few").units(20).build());
        send(aCall().id("many").units(21).build());

        assertThat(reason(rejected.readRecord())).isEqualTo("quantity_out_of_range");
        assertThat(total(DAY).quantities()).hasSize(22);
    }

    @ParameterizedTest
    @CsvSource({"1e12, ''", "1000000000000.000000001, quantity_out_of_range", "1e28, quantity_out_of_range"})
    void rejectsQuantitiesThatNoCallHas(BigDecimal images, String reason) {
        Call call = aCall().build();
        call.setOtherUsage(Map.of("images", images.setScale(9)));
        send(call);

        assertThat(rejected.isEmpty()).isEqualTo(reason.isEmpty());
        if (!reason.isEmpty()) {
            assertThat(reason(rejected.readRecord())).isEqualTo(reason);
        }
        assertThat(ledger.isEmpty()).isEqualTo(!reason.isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"2678400000000, true", "2678400000001, false"})
    void countsCallsOfUpToAMonth(long latencyMicros, boolean counts) {
        Call call = aCall().build();
        call.setLatencyMicros(latencyMicros);
        send(call);

        assertThat(ledger.isEmpty()).isEqualTo(!counts);
        assertThat(rejected.isEmpty()).isEqualTo(counts);
    }

    @Test
    void rejectsWhatIsTooLargeWithItsBeginningAlsoAheadOfWhatIsHeld() {
        byte[] value = calls.serializer().serialize(topics.calls(), aCall().build());
        registry.isAway = true;
        input.pipeInput("acme", value, ARRIVAL);
        input.pipeInput("acme", new byte[Admission.MOST_BYTES - 3], ARRIVAL);
        registry.isAway = false;
        driver.advanceWallClockTime(Duration.ofSeconds(2));
        input.pipeInput("acme", new byte[Admission.MOST_BYTES - 4], ARRIVAL);

        TestRecord<byte[], byte[]> tooLarge = rejected.readRecord();
        assertThat(reason(tooLarge)).isEqualTo("too_large");
        assertThat(tooLarge.value()).hasSize(1_024);
        TestRecord<byte[], byte[]> largest = rejected.readRecord();
        assertThat(reason(largest)).isEqualTo("not_a_call");
        assertThat(largest.value()).hasSize(Admission.MOST_BYTES - 4);
        assertThat(total(DAY).calls()).isEqualTo(1);
        assertThat(progress().isBalanced()).isTrue();
    }

    @Test
    void rejectsWhatIsNoCallAndGoesOn() {
        input.pipeInput("acme", new byte[] {1, 2, 3}, ARRIVAL);
        send(aCall().build());

        TestRecord<byte[], byte[]> record = rejected.readRecord();
        assertThat(reason(record)).isEqualTo("not_a_call");
        assertThat(record.value()).isEqualTo(new byte[] {1, 2, 3});
        assertThat(total(DAY).calls()).isEqualTo(1);
        assertThat(progress().isBalanced()).isTrue();
    }

    @Test
    void rejectsAKeyThatIsNotTheTenants() {
        input.pipeInput("other", calls.serializer().serialize(topics.calls(), aCall().build()), ARRIVAL);

        assertThat(reason(rejected.readRecord())).isEqualTo("key_mismatch");
    }

    @Test
    void holdsCallsInOrderWhileTheRegistryIsAway() {
        byte[] value = calls.serializer().serialize(topics.calls(), aCall().build());
        registry.isAway = true;
        input.pipeInput("acme", value, ARRIVAL);
        long held = progress().count(Fate.HELD);

        registry.isAway = false;
        driver.advanceWallClockTime(Duration.ofSeconds(2));

        assertThat(held).isEqualTo(1);
        assertThat(total(DAY).calls()).isEqualTo(1);
        assertThat(progress().count(Fate.HELD)).isZero();
        assertThat(progress().isBalanced()).isTrue();
        assertThat(rejected.isEmpty()).isTrue();
    }

    @Test
    void keepsAUsersCallsInTheUsersCells() {
        send(aCall().user("chris").build());
        send(aCall().id("2").build());

        assertThat(cell(Rollup.named("user,provider,model"), DAY, List.of("chris"))
                        .calls())
                .isEqualTo(1);
        assertThat(cell(Rollup.named("provider,model,operation,framework"), DAY, List.of("openai", "gpt-4"))
                        .calls())
                .isEqualTo(2);
    }

    @Test
    void countsCallsOfMoreModelsThanARecordHolds() {
        int models = CellPack.MOST + 5;
        Map<String, Long> expected = new HashMap<>();
        for (int i = 0; i < 3 * models; i++) {
            String model = "model-" + i % models;
            send(aCall().id("call-" + i).user("chris").model(model).build());
            expected.merge(model, 1L, Long::sum);
        }
        CellScan.Part users = CellScan.Part.of(Rollup.named("user,provider,model"), DAY, List.of("chris"));
        CellScan scan = new CellScan("acme", Set.of(), List.of(users), Set.of(Dimension.MODEL), true);

        Map<CellKey, Cell> found =
                store().scan(List.of(scan)).orElseThrow().cells().get(0);

        Map<String, Long> calls = new HashMap<>();
        found.forEach((key, cell) -> calls.put(key.values().get(2), cell.calls()));
        assertThat(calls).isEqualTo(expected);
        assertThat(cell(Rollup.named("user,provider,model"), DAY, List.of("chris", "openai", "model-1"))
                        .calls())
                .isEqualTo(3);
        assertThat(cell(Rollup.named("user,provider,model"), DAY, List.of("chris", "openai", "model-68"))
                        .calls())
                .isEqualTo(3);
    }

    @Test
    void sumsWhereItIsReadWhateverIsNotToldApart() {
        Rollup rollup = Rollup.named("provider,model,operation,framework");
        Window before = Calendar.UTC.window(WindowKind.DAY, DAY.startMicros() - 1);
        send(aCall().build());
        send(aCall().id("2").at(before.start().toString()).build());
        send(aCall().id("3").tenant("globex").build());
        CellScan byModel = new CellScan(
                "",
                Set.of("kathmandu"),
                CellScan.Part.of(rollup, List.of(before, DAY)),
                Set.of(Dimension.MODEL),
                false);
        CellScan byDay = new CellScan("acme", Set.of(), byModel.parts(), Set.of(), true);

        List<Map<CellKey, Cell>> found =
                store().scan(List.of(byModel, byDay)).orElseThrow().cells();

        assertThat(found.get(0)).hasSize(1);
        assertThat(found.get(0).keySet().iterator().next().values()).containsExactly("", "gpt-4", "", "");
        assertThat(found.get(0).values().iterator().next().calls()).isEqualTo(3);
        assertThat(found.get(1).values()).extracting(Cell::calls).containsExactly(1L, 1L);
    }

    @Test
    void followsTheTenantsCalendar() {
        send(aCall().tenant("kathmandu").at("2024-06-14T18:14:59Z").build());
        send(aCall().tenant("kathmandu").id("2").at("2024-06-14T18:15:00Z").build());

        assertThat(callsOfDay("kathmandu", KATHMANDU, "2024-06-14T18:15:00Z")).isEqualTo(1);
    }

    @Test
    void followsTheZoneThatHeldWhenACallWasMade() {
        send(aCall().tenant("moved").at("2024-06-14T23:59:59Z").build());
        send(aCall().tenant("moved").id("2").at("2024-06-15T00:00:00Z").build());
        send(aCall().tenant("moved").id("3").at("2024-06-15T12:00:00Z").build());

        assertThat(callsOfDay("moved", MOVED, "2024-06-14T00:00:00Z")).isEqualTo(1);
        assertThat(callsOfDay("moved", MOVED, "2024-06-15T00:00:00Z")).isEqualTo(2);
    }

    /** Calls in the cell of the day that begins then. */
    private long callsOfDay(String tenant, Calendar calendar, String start) {
        Window day = calendar.window(WindowKind.DAY, Window.micros(Instant.parse(start)));
        assertThat(day.start()).isEqualTo(start);
        CellScan scan =
                new CellScan(tenant, Set.of(), List.of(CellScan.Part.of(Rollup.TOTAL, day, List.of())), Set.of(), true);
        return store().scan(List.of(scan)).orElseThrow().cells().get(0).values().stream()
                .mapToLong(Cell::calls)
                .sum();
    }

    @Test
    void addsAnAdjustmentToTheCallsTotals() {
        send(aCall().build());
        io.costream.avro.Charge before = posting().getCharge();
        io.costream.avro.Charge after = io.costream.avro.Charge.newBuilder(before)
                .setTotal(new BigDecimal("0.030000000000"))
                .setLines(before.getLines().subList(0, 1))
                .build();
        Adjustment adjustment = Adjustment.newBuilder()
                .setRun("run-1")
                .setCall(aCall().build())
                .setCallOffset(0)
                .setBefore(before)
                .setAfter(after)
                .build();

        driver.createInputTopic(topics.adjustments(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(
                        "acme",
                        AvroSerde.of(Adjustment.class, registry)
                                .serializer()
                                .serialize(topics.adjustments(), adjustment),
                        ARRIVAL);

        assertThat(total(DAY).total()).isEqualTo(Money.of("0.03"));
        assertThat(total(DAY).adjusted()).isEqualTo(Money.of("-0.03"));
        assertThat(total(DAY).calls()).isEqualTo(1);
    }

    private void send(Call call) {
        send(call, ARRIVAL);
    }

    private void send(Call call, Instant arrival) {
        input.pipeInput(call.getTenant(), calls.serializer().serialize(topics.calls(), call), arrival);
    }

    private PricedCall posting() {
        return pricedCalls.deserializer().deserialize(topics.pricedCalls(), ledger.readValue());
    }

    private static String reason(TestRecord<byte[], byte[]> record) {
        return new String(record.headers().lastHeader("reason").value(), StandardCharsets.UTF_8);
    }

    private CellStore store() {
        return (CellStore) driver.getStateStore(CellStore.NAME);
    }

    private Progress progress() {
        return store().scan(List.of()).orElseThrow().progress().orElseThrow();
    }

    private Cell total(Window window) {
        return cell(Rollup.TOTAL, window, List.of());
    }

    private Cell cell(Rollup rollup, Window window, List<String> values) {
        CellScan scan =
                new CellScan("acme", Set.of(), List.of(CellScan.Part.of(rollup, window, values)), Set.of(), true);
        return store().scan(List.of(scan)).orElseThrow().cells().get(0).values().stream()
                .findFirst()
                .orElseThrow();
    }

    private CostTopology topology(CostSettings settings) {
        return new CostTopology(
                topics,
                PostingSchemas.register(registry, topics),
                registry,
                new FixedReference(),
                new OnePartition(),
                settings);
    }

    /** Its words in alphabetical order: Kafka Streams lists stores and nodes as sets, in any order. */
    private static List<String> words(String line) {
        return Arrays.stream(line.strip().split("[ ,\\[\\]]+")).sorted().toList();
    }

    private static List<String> golden() throws IOException {
        try (InputStream stream = CostTopologyTest.class.getResourceAsStream("topology.txt")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static final class FixedReference implements Reference {
        private final PriceBook book = PriceBook.of(BuiltinCatalogue.load());

        @Override
        public PriceBook prices() {
            return book;
        }

        @Override
        public Calendar calendar(String tenant) {
            return Map.of("kathmandu", KATHMANDU, "moved", MOVED).getOrDefault(tenant, Calendar.UTC);
        }
    }

    static final class OnePartition implements SourceTopic {
        private final Uuid id = Uuid.randomUuid();

        @Override
        public String name() {
            return "test.calls";
        }

        @Override
        public Uuid id() {
            return id;
        }

        @Override
        public int partitions() {
            return 1;
        }

        @Override
        public OffsetRange offsets(int partition) {
            return new OffsetRange(0, 1_000_000);
        }
    }
}
