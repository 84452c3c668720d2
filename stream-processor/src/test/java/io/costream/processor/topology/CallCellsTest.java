package io.costream.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.pricing.Charge;
import io.costream.pricing.Money;
import io.costream.pricing.Unit;
import io.costream.pricing.Usage;
import io.costream.processor.domain.Calendar;
import io.costream.processor.domain.CallFacts;
import io.costream.processor.domain.Cell;
import io.costream.processor.domain.CellFigures;
import io.costream.processor.domain.CellFormat;
import io.costream.processor.domain.CellKey;
import io.costream.processor.domain.Dimension;
import io.costream.processor.domain.Outcome;
import io.costream.processor.domain.Progress;
import io.costream.processor.domain.PurgeHorizon;
import io.costream.processor.domain.Rollups;
import io.costream.processor.domain.Window;
import io.costream.processor.domain.WindowKind;
import io.costream.processor.state.CellSnapshot;
import io.costream.processor.state.CellStore;
import io.costream.processor.state.CellStoreDriver;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What calls add to, and whether they are let in, beside totals that are each added to by each call. */
class CallCellsTest {
    /** Instead of the usual rollups: none, or not all, in windows that have a total; or with one beside sessions. */
    private static final String WITHOUT_TOTAL = "provider, model: hour, day; session, model, framework: all";

    private static final String FEW_TOTALS = "total: day; model: day; framework, model: hour, day; user: day, month";
    private static final String TOTAL_OF_ALL = "total: all; session, model, framework: all; user, model: day";

    private static final long START_MICROS =
            Instant.parse("2026-03-27T00:00:00Z").toEpochMilli() * 1_000;
    private static final long DAYS_MICROS = Duration.ofDays(4).toMillis() * 1_000;
    private static final List<Outcome> OUTCOMES = List.of(Outcome.values());
    private static final List<Calendar> CALENDARS =
            List.of(Calendar.UTC, Calendar.of(ZoneId.of("Asia/Kathmandu")), Calendar.of(ZoneId.of("Europe/Berlin")));

    @TempDir
    private Path stateFolder;

    private Rollups rollups = Rollups.parse(Rollups.DEFAULT);
    private CellStoreDriver driver;
    private CellStore store;
    private final Map<CellKey, Cell> expected = new HashMap<>();

    @BeforeEach
    void start() {
        driver = new CellStoreDriver(stateFolder, 50, rollups);
        store = driver.store();
        store.beginCounting();
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    private static CallFacts call(Random random) {
        Usage.Builder usage = Usage.builder().tokens(Unit.INPUT_UNCACHED, random.nextInt(5_000));
        int kind = random.nextInt(300);
        if (kind == 0) {
            usage.tokens(Unit.OUTPUT_TEXT, 1L << 60);
        } else if (kind < 100) {
            usage.tokens(Unit.OUTPUT_TEXT, random.nextInt(9) * 100_000_000_000L);
        }
        if (random.nextInt(20) == 0) {
            usage.quantity(Unit.of("unit_" + random.nextInt(100)), BigDecimal.ONE);
        }
        long latencyMicros = random.nextInt(50) * 100_000L;
        if (random.nextInt(400) == 0) {
            latencyMicros = random.nextBoolean() ? 1L << 61 : Long.MAX_VALUE - random.nextInt(9_000_000);
        }
        return new CallFacts(
                "tenant-" + random.nextInt(3),
                "openai",
                "m" + random.nextInt(3),
                "",
                "own",
                random.nextInt(3) == 0 ? "" : "u" + random.nextInt(4),
                random.nextInt(3) == 0 ? "" : "s" + random.nextInt(30),
                START_MICROS + (long) (random.nextDouble() * DAYS_MICROS),
                OUTCOMES.get(random.nextInt(OUTCOMES.size())),
                latencyMicros,
                usage.build(),
                Map.of());
    }

    private static Charge charge(Random random) {
        if (random.nextInt(10) == 0) {
            return Charge.unpriced(1, Set.of());
        }
        Money amount = Money.ofPicos(random.nextInt(200) == 0 ? 1L << 62 : random.nextInt(1_000_000));
        Charge.Line line = new Charge.Line(Unit.INPUT_UNCACHED, BigDecimal.TEN, BigDecimal.ONE, amount);
        return new Charge(Charge.Status.PRICED, List.of(line), amount, Money.ZERO, 1, "m", Set.of());
    }

    /** Adds to each total by itself; false, and to none, where one has no room. */
    private boolean addPlainly(CallFacts call, Calendar calendar, PurgeHorizon horizon, Cell addend) {
        Map<CellKey, Cell> cells = new HashMap<>();
        for (Rollups.Kept kept : rollups.kept()) {
            for (WindowKind kind : kept.windows()) {
                Window window = calendar.window(kind, call.atMicros());
                if (kept.rollup().takes(call) && !horizon.purges(window)) {
                    List<String> values = kept.rollup().dimensions().stream()
                            .map((Dimension dimension) -> dimension.of(call))
                            .toList();
                    CellKey key = new CellKey(call.tenant(), kept.rollup(), kind, window.startMicros(), values);
                    cells.put(key, expected.getOrDefault(key, new Cell()));
                }
            }
        }
        if (!cells.values().stream().allMatch(cell -> cell.hasRoomFor(addend))) {
            return false;
        }
        cells.forEach((key, cell) -> {
            if (key.rollup().keepsLatencies()) {
                cell.addWithLatency(addend);
            } else {
                cell.add(addend);
            }
        });
        expected.putAll(cells);
        return true;
    }

    private SortedMap<String, SortedMap<String, String>> stored() {
        store.flushCache();
        SortedMap<String, SortedMap<String, String>> figures = new TreeMap<>();
        try (CellSnapshot snapshot = store.snapshot().orElseThrow()) {
            while (snapshot.cells().hasNext()) {
                var next = snapshot.cells().next();
                CellKey key = CellKey.fromBytes(next.key.get());
                figures.put(key.toString(), CellFigures.of(CellFormat.read(next.value)));
            }
        }
        return figures;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 20_261_123})
    void addsWhatEachCallWouldAddByItself(long seed) {
        addsWhatEachCallWouldAdd(seed);
    }

    @ParameterizedTest
    @ValueSource(strings = {WITHOUT_TOTAL, FEW_TOTALS, TOTAL_OF_ALL})
    void addsTheSameWithOtherRollups(String others) {
        stop();
        rollups = Rollups.parse(others);
        start();

        addsWhatEachCallWouldAdd(4);
    }

    private void addsWhatEachCallWouldAdd(long seed) {
        Random random = new Random(seed);
        // Both steps that add have cells of their own, and the totals in common.
        List<CallCells> both = List.of(new CallCells(store), new CallCells(store));
        int refused = 0;
        for (int i = 0; i < 6_000; i++) {
            CallFacts call = call(random);
            Calendar calendar = CALENDARS.get(
                    random.nextInt(40) == 0
                            ? random.nextInt(3)
                            : Math.floorMod(call.tenant().hashCode(), 3));
            PurgeHorizon horizon = i < 4_000 ? PurgeHorizon.NONE : new PurgeHorizon(START_MICROS + DAYS_MICROS / 2);
            Cell addend = random.nextInt(10) == 0
                    ? Cell.ofAdjustment(charge(random), charge(random))
                    : Cell.of(call, charge(random));
            CallCells cells = both.get(random.nextInt(2));

            boolean room = cells.load(call, calendar, horizon, addend);

            assertThat(room).as("call %d", i).isEqualTo(addPlainly(call, calendar, horizon, addend));
            if (room) {
                cells.add(call, addend);
            } else {
                refused++;
            }
            if (random.nextInt(400) == 0) {
                store.flushCache();
            }
        }

        SortedMap<String, SortedMap<String, String>> figures = new TreeMap<>();
        expected.forEach((key, cell) -> figures.put(key.toString(), CellFigures.of(cell)));
        assertThat(stored()).isEqualTo(figures);
        assertThat(refused).isBetween(1, 5_000);
    }

    @Test
    void refusesWhatDoesNotFitBesideWhatIsPending() {
        CallCells cells = new CallCells(store);
        List<Boolean> admitted = new ArrayList<>();
        for (long latencyMicros : new long[] {0, 1_000_000, Long.MAX_VALUE, Long.MAX_VALUE - 1_000_000, 1}) {
            admitted.add(add(cells, call(latencyMicros)));
        }

        assertThat(admitted).containsExactly(true, true, false, true, false);
        assertThat(stored().entrySet().stream()
                        .filter(cell -> cell.getKey().contains("rollup=total"))
                        .map(cell -> cell.getValue().get("latency_micros")))
                .hasSize(3)
                .containsOnly(Long.toString(Long.MAX_VALUE));
    }

    @Test
    void writesNothingOfAWindowThatIsPurgedWhileItsCallsArePending() {
        CallCells cells = new CallCells(store);
        Progress progress = store.progress().orElseThrow();
        List<Boolean> added = List.of(add(cells, call(0)), add(cells, call(0)));
        progress.purgeTo(new PurgeHorizon(START_MICROS + DAYS_MICROS));

        store.flushCache();
        while (progress.hasToRemove()) {
            store.flushCache();
        }

        assertThat(added).containsOnly(true);
        assertThat(stored()).isNotEmpty().allSatisfy((key, figures) -> {
            assertThat(key).contains(WindowKind.MONTH.name());
            assertThat(figures).containsEntry("calls", "2");
        });
    }

    /** Of a model of its own, so that only totals can lack room. */
    private static CallFacts call(long latencyMicros) {
        return new CallFacts(
                "acme",
                "",
                "m" + latencyMicros,
                "",
                "",
                "",
                "",
                START_MICROS,
                Outcome.OK,
                latencyMicros,
                Usage.NONE,
                Map.of());
    }

    private static boolean add(CallCells cells, CallFacts call) {
        Cell addend = Cell.of(call, Charge.unpriced(1, Set.of()));
        boolean room = cells.load(call, Calendar.UTC, PurgeHorizon.NONE, addend);
        if (room) {
            cells.add(call, addend);
        }
        return room;
    }

    @Test
    void losesNothingOfWhatIsPendingWhenItIsAddedInBetween() {
        CallCells cells = new CallCells(store);
        Random random = new Random(7);
        for (int i = 0; i < 1_000; i++) {
            CallFacts call = call(random);
            Cell addend = Cell.of(call, charge(random));
            if (cells.load(call, Calendar.UTC, PurgeHorizon.NONE, addend)) {
                cells.add(call, addend);
                addPlainly(call, Calendar.UTC, PurgeHorizon.NONE, addend);
            }
            if (i % 100 == 50) {
                store.pending().settle();
            }
        }

        SortedMap<String, SortedMap<String, String>> figures = new TreeMap<>();
        expected.forEach((key, cell) -> figures.put(key.toString(), CellFigures.of(cell)));
        assertThat(stored()).isEqualTo(figures);
    }
}
