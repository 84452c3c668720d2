package io.costream.processor.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.pricing.Charge;
import io.costream.pricing.Usage;
import io.costream.processor.domain.CallFacts;
import io.costream.processor.domain.Cell;
import io.costream.processor.domain.CellKey;
import io.costream.processor.domain.CellPack;
import io.costream.processor.domain.Dimension;
import io.costream.processor.domain.Outcome;
import io.costream.processor.domain.PackFormat;
import io.costream.processor.domain.Progress;
import io.costream.processor.domain.Progress.Fate;
import io.costream.processor.domain.Rollup;
import io.costream.processor.domain.Window;
import io.costream.processor.domain.WindowKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** A copy gets what the changelog holds, in order; but it may stop anywhere, and go on at any time. */
class StoredCellsTest {
    private static final Instant WRITTEN = Instant.parse("2026-03-01T12:00:00Z");
    private static final List<CellScan> BOTH_TENANTS = List.of(scan("acme"), scan("other"));

    private final KeyValueStore<Bytes, byte[]> copy =
            Stores.inMemoryKeyValueStore("copy").get();

    private static CellScan scan(String tenant) {
        CellScan.Part part = CellScan.Part.of(Rollup.TOTAL, Window.ALL_TIME, List.of());
        return new CellScan(tenant, Set.of(), List.of(part), Set.of(), false);
    }

    /** Everything that a write-back writes after so many calls of each of two tenants. */
    private static List<KeyValue<Bytes, byte[]>> writeBack(int calls) {
        WriteBackMark mark = new WriteBackMark(calls, WRITTEN.toEpochMilli());
        Progress progress = new Progress(1, 2, 0);
        IntStream.range(0, 2 * calls).forEach(offset -> progress.read(offset, Fate.UNPRICED));
        return List.of(
                mark.front(), cell("acme", calls), cell("other", calls), StoredCells.entry(progress), mark.back());
    }

    private static KeyValue<Bytes, byte[]> cell(String tenant, int calls) {
        CellKey key = new CellKey(tenant, Rollup.TOTAL, WindowKind.ALL, 0, List.of());
        return KeyValue.pair(Bytes.wrap(key.toBytes()), record(key, calls));
    }

    private static byte[] record(CellKey key, int calls) {
        CellPack pack = CellPack.forKey(key.toBytes());
        pack.begin(key.values().toArray(String[]::new), sum(calls));
        return new PackFormat().write(pack);
    }

    private static Cell sum(int calls) {
        CallFacts call = new CallFacts("acme", "", "m", "", "", "", "", 1, Outcome.OK, 0, Usage.NONE, Map.of());
        Cell sum = new Cell();
        IntStream.range(0, calls).forEach(i -> sum.add(Cell.of(call, Charge.unpriced(1, Set.of()))));
        return sum;
    }

    /** Calls of each tenant that the copy answers with; empty where it does not answer. */
    private Optional<List<Long>> answer(Duration age) {
        return answer(copy, age);
    }

    private static Optional<List<Long>> answer(ReadOnlyKeyValueStore<Bytes, byte[]> store, Duration age) {
        return new StoredCells(3, store)
                .scanCopy(BOTH_TENANTS, WRITTEN.plus(age))
                .map(answer -> {
                    assertThat(answer.behind()).contains(age);
                    List<Long> calls = answer.cells().stream()
                            .map(found -> found.values().iterator().next().calls())
                            .toList();
                    assertThat(calls.stream().mapToLong(Long::longValue).sum()).isEqualTo(answer.asOf());
                    return calls;
                });
    }

    @Test
    void answersFromACopyThatHoldsAWholeWriteBackAndNothingOfTheNext() {
        List<Optional<List<Long>>> answers = new ArrayList<>();

        for (KeyValue<Bytes, byte[]> change : writeBack(1)) {
            copy.put(change.key, change.value);
            answers.add(answer(Duration.ZERO));
        }
        for (KeyValue<Bytes, byte[]> change : writeBack(2)) {
            copy.put(change.key, change.value);
            answers.add(answer(Duration.ZERO));
        }

        Optional<List<Long>> none = Optional.empty();
        assertThat(answers)
                .containsExactly(
                        none,
                        none,
                        none,
                        none,
                        Optional.of(List.of(1L, 1L)),
                        none,
                        none,
                        none,
                        none,
                        Optional.of(List.of(2L, 2L)));
    }

    @Test
    void leavesOutOtherTagsBetweenTheWindowsOfOne() {
        Rollup byTeam = Rollup.named("tag.team");
        long dayMicros = Duration.ofDays(1).toNanos() / 1_000;
        for (Rollup rollup : List.of(Rollup.named("tag.env"), byTeam, Rollup.named("tag.zone"))) {
            for (int day = 0; day < 3; day++) {
                CellKey key = new CellKey("acme", rollup, WindowKind.DAY, day * dayMicros, List.of("search"));
                copy.put(Bytes.wrap(key.toBytes()), record(key, 1));
            }
        }
        CellScan.Part days = new CellScan.Part(byTeam, WindowKind.DAY, 0, 2 * dayMicros + 1, List.of());
        CellScan scan = new CellScan("acme", Set.of(), List.of(days), Set.of(Dimension.tag("team")), false);

        Map<CellKey, Cell> found =
                new StoredCells(3, copy).scan(List.of(scan)).cells().get(0);

        assertThat(found.values()).extracting(Cell::calls).containsExactly(3L);
    }

    @Test
    void doesNotAnswerWhenMoreArrivesWhileItReads() {
        copy.putAll(writeBack(1));
        ArrivesBetween arrives = new ArrivesBetween(copy, writeBack(2));

        assertThat(answer(arrives, Duration.ZERO)).isEmpty();

        assertThat(answer(Duration.ZERO)).contains(List.of(2L, 2L));
    }

    @Test
    void doesNotAnswerFromACopyThatMayHaveBeenCompactedAhead() {
        copy.putAll(writeBack(1));

        assertThat(answer(StoredCells.OLDEST_COPY)).isPresent();
        assertThat(answer(StoredCells.OLDEST_COPY.plusMillis(1))).isEmpty();
    }
}
