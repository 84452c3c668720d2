package io.costream.processor.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.costream.pricing.Charge;
import io.costream.pricing.Usage;
import java.nio.BufferUnderflowException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellPackTest {
    private static final Rollup SESSIONS = Rollup.named("session,model,framework");
    private static final byte[] SESSION = new CellKey("acme", SESSIONS, WindowKind.ALL, 0, List.of("s")).toBytes();

    private static final byte[] TOTAL = new CellKey("acme", Rollup.TOTAL, WindowKind.DAY, 0, List.of()).toBytes();

    private final PackFormat format = new PackFormat();

    private static Cell call(long latencyMicros) {
        CallFacts call = new CallFacts(
                "acme", "openai", "m", "", "", "", "s", 25, Outcome.OK, latencyMicros, Usage.NONE, Map.of());
        return Cell.of(call, Charge.unpriced(1, Set.of()));
    }

    private static void count(CellPack pack, String... values) {
        int place = pack.find(values);
        if (place < 0) {
            pack.begin(values, call(25));
        } else {
            pack.add(place, call(25));
        }
    }

    private static CellPack random(Random random, int calls) {
        CellPack pack = CellPack.forKey(SESSION);
        for (int i = 0; i < calls; i++) {
            count(pack, "gpt-" + random.nextInt(9), random.nextInt(5) == 0 ? "" : "kämp-" + random.nextInt(3));
        }
        return pack;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42})
    void readsBackWhatIsWritten(long seed) {
        CellPack pack = random(new Random(seed), 100);

        CellPack read = PackFormat.read(format.write(pack), CellPack.forKey(SESSION));

        assertThat(read.size()).isEqualTo(pack.size());
        for (int place = 0; place < pack.size(); place++) {
            String[] values = {pack.value(place, 0), pack.value(place, 1)};
            assertThat(read.find(values)).as("seed %d", seed).isEqualTo(place);
            assertThat(CellFigures.of(read.cell(place))).isEqualTo(CellFigures.of(pack.cell(place)));
        }
        assertThat(format.write(read)).isEqualTo(format.write(pack));
    }

    @Test
    void tellsEachCellByItsWholeKey() {
        CellPack pack = CellPack.forKey(SESSION);
        count(pack, "gpt-4", "own");
        count(pack, "gpt-5", "");

        PackedCells cells = new PackedCells(SESSION, format.write(pack));

        assertThat(cells.next()).isTrue();
        assertThat(cells.cellKey())
                .isEqualTo(new CellKey("acme", SESSIONS, WindowKind.ALL, 0, List.of("s", "gpt-4", "own")));
        assertThat(cells.next()).isTrue();
        assertThat(cells.values()).containsExactly("s", "gpt-5", "");
        assertThat(CellFormat.read(cells.written()).calls()).isEqualTo(1);
        assertThat(cells.next()).isFalse();
    }

    @Test
    void writesATextOnceForAllCellsThatHaveIt() {
        CellPack pack = CellPack.forKey(SESSION);
        count(pack, "a-model-with-a-long-name", "a-framework-with-a-long-name");
        int one = format.write(pack).length;
        count(pack, "another", "a-framework-with-a-long-name");

        assertThat(format.write(pack).length - one).isLessThan(one - "a-framework-with-a-long-name".length());
    }

    @Test
    void takesSoManyCellsAndNoMore() {
        CellPack pack = CellPack.forKey(SESSION);
        for (int i = 0; i < CellPack.MOST; i++) {
            assertThat(pack.isFull()).isFalse();
            count(pack, "gpt-" + i, "");
        }

        assertThat(pack.isFull()).isTrue();
        assertThat(pack.find(new String[] {"s", "gpt-0", ""})).isZero();
        assertThat(pack.find(new String[] {"s", "gpt-64", ""})).isNegative();
        assertThat(CellKey.fromBytes(
                        CellKey.narrow(new KeyBuffer().put(SESSION), new String[] {"s", "gpt-64", "own"}, 1, 3)
                                .toBytes()))
                .isEqualTo(new CellKey("acme", SESSIONS, WindowKind.ALL, 0, List.of("s", "gpt-64", "own")));
    }

    @Test
    void isFullWithOneCellWhereItsKeySaysEverything() {
        byte[] whole = new CellKey("acme", SESSIONS, WindowKind.ALL, 0, List.of("s", "gpt-4", "own")).toBytes();
        CellPack pack = CellPack.forKey(whole);

        count(pack, "s", "gpt-4", "own");

        assertThat(pack.isFull()).isTrue();
        assertThat(pack.find(new String[] {"s", "gpt-4", "own"})).isZero();
    }

    @Test
    void keepsPercentilesWhereTheRollupDoes() {
        CellPack pack = CellPack.forKey(TOTAL);

        count(pack);

        assertThat(pack.cell(0).percentileMicros(50)).isPresent();
        CellPack session = CellPack.forKey(SESSION);
        count(session, "gpt-4", "own");
        assertThat(session.cell(0).percentileMicros(50)).isEmpty();
    }

    @Test
    void growsBeyondWhatOneCellTakes() {
        byte[] operations = new CellKey("acme", Rollup.named("operation"), WindowKind.DAY, 0, List.of()).toBytes();
        CellPack pack = CellPack.forKey(operations);
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            String[] values = {"operation-" + random.nextInt(CellPack.MOST)};
            int place = pack.find(values);
            long latencyMicros = 1 + (random.nextLong() >>> (1 + random.nextInt(62)));
            if (place < 0) {
                pack.begin(values, call(latencyMicros >>> 20));
            } else {
                pack.add(place, call(latencyMicros >>> 20));
            }
        }

        CellPack read = PackFormat.read(format.write(pack), CellPack.forKey(operations));

        assertThat(format.write(read)).isEqualTo(format.write(pack));
    }

    @ParameterizedTest
    @CsvSource({
        "total, 0",
        "operation, 0 1",
        "'provider,model', 0 2",
        "'provider,model,operation', 0 1 3",
        "'provider,model,operation,framework', 0 2 4",
        "user, 1",
        "'user,provider,model', 1 3",
        "'session,model,framework', 1 3",
        "'session,user,model', 2 3",
        "tag.team, 0 1",
        "'tag.team,model,framework', 0 1 3",
        "'tag.team,user,model', 2 3"
    })
    void agreesInTheDimensionsThatLead(String rollup, String leading) {
        assertThat(IntStream.of(Rollup.named(rollup).leading())
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(" ")))
                .isEqualTo(leading);
    }

    @Test
    void countsTheValuesThatAKeyLacks() {
        Rollup byTeam = Rollup.named("tag.team,user,model");
        CellKey whole = new CellKey("acme", byTeam, WindowKind.DAY, 7, List.of("search", "u", ""));
        CellKey ofPack = new CellKey("acme", byTeam, WindowKind.DAY, 7, List.of("search", "u"));

        assertThat(CellKey.missingValues(whole.toBytes())).isZero();
        assertThat(CellKey.missingValues(ofPack.toBytes())).isEqualTo(1);
    }

    @Test
    void refusesCellsOfAnotherVersion() {
        byte[] bytes = format.write(random(new Random(1), 3));
        bytes[0] = 3;

        assertThatThrownBy(() -> new PackedCells(SESSION, bytes))
                .hasMessageContaining("cells of version 3, but this is version 5");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42})
    void refusesOrReadsWhateverBytesThereAre(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = format.write(random(random, 1 + random.nextInt(20)));
            bytes[1 + random.nextInt(bytes.length - 1)] = (byte) random.nextInt();
            CellPack one = CellPack.forKey(TOTAL);
            count(one);
            byte[] single = format.write(one);
            byte[] twice = Arrays.copyOf(single, 2 * single.length - 1);
            System.arraycopy(single, 1, twice, single.length, single.length - 1);
            byte[] cut = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));

            for (byte[] broken : List.of(bytes, cut, twice)) {
                for (byte[] key : List.of(SESSION, TOTAL)) {
                    Throwable refusal = catchThrowable(() -> PackFormat.read(broken, CellPack.forKey(key)));

                    assertThat(refusal == null
                                    || refusal instanceof IllegalArgumentException
                                    || refusal instanceof BufferUnderflowException)
                            .as("seed %d: %s", seed, refusal)
                            .isTrue();
                }
            }
        }
    }
}
