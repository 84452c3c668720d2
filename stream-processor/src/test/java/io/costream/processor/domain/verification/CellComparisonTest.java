package io.costream.processor.domain.verification;

import static io.costream.processor.domain.verification.RawCalls.aCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.costream.pricing.Charge;
import io.costream.processor.domain.Calendar;
import io.costream.processor.domain.Cell;
import io.costream.processor.domain.CellFormat;
import io.costream.processor.domain.CellKey;
import io.costream.processor.domain.PurgeHorizon;
import io.costream.processor.domain.Rollup;
import io.costream.processor.domain.Rollups;
import io.costream.processor.domain.Window;
import io.costream.processor.domain.WindowKind;
import io.costream.processor.domain.verification.RawRecord.RawCall;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellComparisonTest {
    private static final Calendar MOVED = Calendar.of(new TreeMap<>(Map.of(
            LocalDate.MIN, ZoneId.of("Asia/Kathmandu"), LocalDate.parse("2024-06-15"), ZoneId.of("America/New_York"))));
    private static final Rollups ROLLUPS =
            Rollups.parse("total: hour, day, month; provider, model: hour, day; user: day; session: all");

    private final Differences differences = new Differences();
    private final WindowDigests digests = new WindowDigests();

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 1_000})
    void sumsToTheSameCellsWhateverFitsIntoMemory(int mostInMemory) {
        List<RawCall> calls = calls();

        compare(recomputed(calls, Span.ALL, mostInMemory), plain(calls), Span.ALL);

        assertThat(differences.kept()).isEmpty();
    }

    @Test
    void namesACellThatIsMissing() {
        List<StoredEntry> kept = plain(calls());
        StoredEntry removed = kept.remove(5);

        compare(recomputed(calls(), Span.ALL, 10), kept, Span.ALL);

        assertThat(onlyCell().key()).isEqualTo(CellKey.fromBytes(removed.key()));
        assertThat(onlyCell().expected()).containsKeys("calls", "first", "unit_input_uncached");
        assertThat(onlyCell().found()).isEmpty();
    }

    @Test
    void namesACellThatNoCallMade() {
        List<StoredEntry> kept = plain(calls());
        CellKey key = new CellKey("zzz", Rollup.TOTAL, WindowKind.DAY, 0, List.of());
        kept.add(new StoredEntry(key.toBytes(), new CellFormat().write(cell(aCall(0).build()))));

        compare(recomputed(calls(), Span.ALL, 10), kept, Span.ALL);

        assertThat(onlyCell().key()).isEqualTo(key);
        assertThat(onlyCell().expected()).isEmpty();
        assertThat(onlyCell().found()).containsEntry("calls", "1");
    }

    @Test
    void namesTheFigureThatIsAltered() {
        List<StoredEntry> kept = plain(calls());
        StoredEntry before = kept.get(7);
        Cell altered = CellFormat.read(before.value());
        altered.add(cell(aCall(0).tokens(1).build()));
        kept.set(7, new StoredEntry(before.key(), new CellFormat().write(altered)));

        compare(recomputed(calls(), Span.ALL, 10), kept, Span.ALL);

        assertThat(onlyCell().key()).isEqualTo(CellKey.fromBytes(before.key()));
        assertThat(onlyCell().found()).containsKeys("calls", "unit_input_uncached", "unpriced_calls");
    }

    @Test
    void namesLatenciesThatAreAlteredThoughTheirSumIsTheSame() {
        CellKey key = new CellKey("acme", Rollup.TOTAL, WindowKind.ALL, 0, List.of());

        new CellComparison(0, Span.ALL, CellComparisonTest::calendar, differences, digests)
                .compare(timed(key, 1_000_000, 3_000_000), timed(key, 2_000_000, 2_000_000));

        assertThat(onlyCell().expected()).containsOnlyKeys("latencies");
        assertThat(onlyCell().found()).containsOnlyKeys("latencies");
    }

    private static Iterator<StoredEntry> timed(CellKey key, long... micros) {
        Cell cell = new Cell();
        for (long one : micros) {
            cell.addWithLatency(cell(aCall(0).taking(one).build()));
        }
        return List.of(new StoredEntry(key.toBytes(), new CellFormat().write(cell)))
                .iterator();
    }

    @Test
    void namesACellThatCannotBeRead() {
        List<StoredEntry> kept = plain(calls());
        kept.set(2, new StoredEntry(kept.get(2).key(), new byte[] {1, 2}));

        compare(recomputed(calls(), Span.ALL, 10), kept, Span.ALL);

        assertThat(onlyCell().found()).containsEntry("unreadable", "0102");
    }

    @Test
    void comparesOnlyWindowsThatLieWhollyInTheSpan() {
        Span day = new Span(micros("2024-06-15T00:00:00Z"), micros("2024-06-16T00:00:00Z"));
        List<RawCall> inside = calls().stream()
                .filter(call -> day.holds(call.facts().atMicros()))
                .toList();

        compare(recomputed(inside, day, 10), plain(calls()), day);

        assertThat(differences.kept()).isEmpty();
        assertThat(digests.byWindow()).containsOnlyKeys("2024-06-15");
    }

    @Test
    void comparesNoWindowThatIsPurged() {
        Span kept = Span.ALL.without(new PurgeHorizon(micros("2024-06-16T00:00:00Z")));
        List<StoredEntry> left = plain(calls());
        left.removeIf(cell -> isPurged(kept, CellKey.fromBytes(cell.key())));

        compare(recomputed(calls(), kept, 10), left, kept);

        assertThat(left).hasSizeBetween(1, plain(calls()).size() - 1);
        assertThat(differences.kept()).isEmpty();
        assertThat(digests.byWindow()).doesNotContainKey("2024-06-15");
    }

    private static boolean isPurged(Span span, CellKey key) {
        return span.purged().purges(calendar(key.tenant()).window(key.kind(), key.startMicros()));
    }

    @Test
    void digestsEqualCellsEquallyAndOthersOtherwise() {
        compare(recomputed(calls(), Span.ALL, 10), plain(calls()), Span.ALL);
        Map<String, String> first = digests.byWindow();
        WindowDigests other = new WindowDigests();

        List<StoredEntry> altered = plain(calls());
        altered.set(0, new StoredEntry(altered.get(0).key(), altered.get(1).value()));
        altered.forEach(cell -> other.add(CellKey.fromBytes(cell.key()), cell));

        assertThat(other.byWindow()).hasSameSizeAs(first).isNotEqualTo(first);
    }

    private Difference.OfCell onlyCell() {
        assertThat(differences.kept()).hasSize(1);
        return (Difference.OfCell) differences.kept().get(0);
    }

    private void compare(RecomputedCells expected, List<StoredEntry> kept, Span span) {
        new CellComparison(0, span, CellComparisonTest::calendar, differences, digests)
                .compare(expected.sorted(), kept.iterator());
    }

    /** One of them moves to the west in the middle of the calls. */
    private static Calendar calendar(String tenant) {
        return tenant.equals("kathmandu") ? MOVED : Calendar.UTC;
    }

    private static List<RawCall> calls() {
        List<RawCall> calls = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Instant at = Instant.parse("2024-06-14T12:30:00Z").plusSeconds(3_000L * i);
            calls.add(aCall(i).of(i % 3 == 0 ? "kathmandu" : "acme")
                    .at(at.toString())
                    .tokens(i)
                    .taking(100_000L * i)
                    .build());
        }
        return calls;
    }

    private static RecomputedCells recomputed(List<RawCall> calls, Span span, int mostInMemory) {
        RecomputedCells cells =
                new RecomputedCells(ROLLUPS, new MemoryScratch(), span, CellComparisonTest::calendar, mostInMemory);
        calls.forEach(call -> cells.add(call.facts(), cell(call)));
        return cells;
    }

    /** As the processor does it: each call into each window of each rollup. */
    private static List<StoredEntry> plain(List<RawCall> calls) {
        Map<CellKey, Cell> cells =
                new TreeMap<>((one, other) -> Arrays.compareUnsigned(one.toBytes(), other.toBytes()));
        for (RawCall call : calls) {
            for (Rollups.Kept kept : ROLLUPS.kept()) {
                if (kept.rollup().takes(call.facts())) {
                    for (WindowKind kind : kept.windows()) {
                        add(cells.computeIfAbsent(key(call, kept.rollup(), kind), absent -> new Cell()), kept, call);
                    }
                }
            }
        }
        List<StoredEntry> stored = new ArrayList<>();
        cells.forEach((key, cell) -> stored.add(new StoredEntry(key.toBytes(), new CellFormat().write(cell))));
        return stored;
    }

    private static void add(Cell sum, Rollups.Kept kept, RawCall call) {
        if (kept.rollup().keepsLatencies()) {
            sum.addWithLatency(cell(call));
        } else {
            sum.add(cell(call));
        }
    }

    private static CellKey key(RawCall call, Rollup rollup, WindowKind kind) {
        String tenant = call.facts().tenant();
        Window window = calendar(tenant).window(kind, call.facts().atMicros());
        List<String> values = rollup.dimensions().stream()
                .map(dimension -> dimension.of(call.facts()))
                .toList();
        return new CellKey(tenant, rollup, kind, window.startMicros(), values);
    }

    private static Cell cell(RawCall call) {
        return Cell.of(call.facts(), Charge.unpriced(1, Set.of()));
    }

    private static long micros(String instant) {
        return Window.micros(Instant.parse(instant));
    }
}
