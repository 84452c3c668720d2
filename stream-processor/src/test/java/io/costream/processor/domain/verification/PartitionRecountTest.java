package io.costream.processor.domain.verification;

import static io.costream.processor.domain.verification.RawCalls.aCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.costream.pricing.Charge;
import io.costream.pricing.ModelPrices;
import io.costream.pricing.Money;
import io.costream.pricing.PriceBook;
import io.costream.pricing.PriceEntry;
import io.costream.pricing.Rate;
import io.costream.pricing.Unit;
import io.costream.processor.domain.Calendar;
import io.costream.processor.domain.Cell;
import io.costream.processor.domain.CellFormat;
import io.costream.processor.domain.CellKey;
import io.costream.processor.domain.Progress;
import io.costream.processor.domain.Progress.Fate;
import io.costream.processor.domain.Rollup;
import io.costream.processor.domain.Rollups;
import io.costream.processor.domain.WindowKind;
import io.costream.processor.domain.verification.Posted.PostedChange;
import io.costream.processor.domain.verification.Posted.PostedCharge;
import io.costream.processor.domain.verification.RawRecord.RawCall;
import io.costream.processor.domain.verification.RawRecord.Unreadable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PartitionRecountTest {
    private static final PriceBook BOOK = PriceBook.of(List.of(new ModelPrices(
            "openai",
            "gpt-4",
            List.of(),
            List.of(entry(1, "0.00003").toBuilder().withdrawnIn(2).build(), entry(2, "0.00001")))));
    private static final int CALLS = 6;

    private final Differences differences = new Differences();
    private final RecomputedCells cells = new RecomputedCells(
            Rollups.parse(Rollups.DEFAULT), new MemoryScratch(), Span.ALL, tenant -> Calendar.UTC, 100);
    private final List<RawRecord> records = new ArrayList<>();
    private final List<PostedCharge> ledger = new ArrayList<>();
    private final List<PostedChange> changes = new ArrayList<>();
    private final Progress progress = new Progress(0, 0, 0);

    PartitionRecountTest() {
        for (int i = 0; i < CALLS; i++) {
            RawCall call = aCall(i).build();
            records.add(call);
            ledger.add(posting(call, 1));
            progress.read(i, Fate.PRICED);
        }
    }

    private static PriceEntry entry(long revision, String rate) {
        return PriceEntry.builder()
                .from(Instant.parse("2023-01-01T00:00:00Z"))
                .recordedAt(Instant.parse("2023-01-01T00:00:00Z"))
                .revision(revision)
                .rates(Map.of(Unit.INPUT_UNCACHED, Rate.each(rate)))
                .build();
    }

    @Test
    void findsNothingWhereAllIsAsItShouldBe() {
        run();

        assertThat(differences.kept()).isEmpty();
        assertThat(total().calls()).isEqualTo(CALLS);
        assertThat(total().total()).isEqualTo(Money.of("0.18"));
    }

    @Test
    void namesAPostingTooFewAndSumsItsCallNevertheless() {
        ledger.remove(2);

        run();

        assertThat(only().callOffset()).isEqualTo(2);
        assertThat(only().problem()).isEqualTo("one posting too few");
        assertThat(only().expected()).containsEntry("total", "0.03");
        assertThat(total().calls()).isEqualTo(CALLS);
    }

    @Test
    void namesTheLastPostingTooFew() {
        ledger.remove(CALLS - 1);

        run();

        assertThat(only().callOffset()).isEqualTo(CALLS - 1);
    }

    @Test
    void namesAPostingThatIsThereTwice() {
        ledger.add(3, ledger.get(2));

        run();

        assertThat(only().callOffset()).isEqualTo(2);
        assertThat(only().problem()).isEqualTo("one posting too many");
        assertThat(total().calls()).isEqualTo(CALLS);
    }

    @Test
    void namesAPostingTooManyBehindThoseOfLaterCalls() {
        ledger.add(posting(aCall(CALLS).build(), 1));
        ledger.add(posting(aCall(1).build(), 1));

        run();

        assertThat(only().callOffset()).isEqualTo(1);
    }

    @Test
    void namesAPostingOfACallThatDoesNotExist() {
        ledger.add(1, posting(aCall(1_000).build(), 1));

        run();

        assertThat(only().callOffset()).isEqualTo(1_000);
        assertThat(only().problem()).isEqualTo("one posting too many");
    }

    @Test
    void namesAnAlteredAmount() {
        PostedCharge right = ledger.get(4);
        Charge wrong = posting(aCall(4).tokens(1_001).build(), 1).charge();
        ledger.set(4, new PostedCharge(4, right.callId(), right.facts(), wrong, false));

        run();

        assertThat(only().callOffset()).isEqualTo(4);
        assertThat(only().expected()).containsEntry("total", "0.03");
        assertThat(only().found()).containsEntry("total", "0.03003").containsKey("line_input_uncached");
    }

    @Test
    void namesAChargeOfAnotherRevisionThanItSays() {
        PostedCharge right = ledger.get(4);
        Charge charge = right.charge();
        Charge wrong = new Charge(
                charge.status(),
                charge.lines(),
                charge.total(),
                charge.cacheSavings(),
                2,
                charge.matched(),
                charge.flags());
        ledger.set(4, new PostedCharge(4, right.callId(), right.facts(), wrong, false));

        run();

        assertThat(only().expected()).containsEntry("total", "0.01");
    }

    @Test
    void namesAPostingOfAnotherCall() {
        ledger.set(4, posting(aCall(4).of("other").build(), 1));

        run();

        assertThat(only().problem()).isEqualTo("the posting is of another call");
        assertThat(only().expected()).containsOnlyKeys("tenant");
        assertThat(only().found()).containsEntry("tenant", "other");
    }

    @Test
    void namesACallThatWasPostedThoughItIsACopy() {
        records.set(3, aCall(3).id("same").build());
        records.set(4, aCall(4).id("same").build());
        ledger.set(3, posting(aCall(3).id("same").build(), 1));
        ledger.set(4, posting(aCall(4).id("same").build(), 1));

        run();

        assertThat(differences.kept())
                .extracting(difference -> difference.getClass().getSimpleName())
                .containsExactlyInAnyOrder("OfPosting", "OfCount", "OfCount");
        assertThat(total().calls()).isEqualTo(CALLS - 1);
    }

    @Test
    void countsWhatIsNoCallAsRejected() {
        records.set(0, new Unreadable(0));
        ledger.remove(0);

        run();

        assertThat(differences.kept())
                .containsExactlyInAnyOrder(
                        new Difference.OfCount(0, "priced", CALLS, CALLS - 1),
                        new Difference.OfCount(0, "rejected", 0, 1));
    }

    @Test
    void namesOffsetsThatWereSkippedThoughTheyHoldCalls() {
        Progress skipping = new Progress(0, 0, 0);
        skipping.read(CALLS - 1, Fate.PRICED);

        run(skipping);

        assertThat(differences.kept())
                .contains(
                        new Difference.OfCount(0, "read", 1, CALLS),
                        new Difference.OfCount(0, "skipped_offsets", CALLS - 1, 0));
    }

    @Test
    void followsAdjustmentsOneOnTopOfTheOther() {
        changes.add(change(2, "run-1", 1, 2));
        changes.add(change(2, "run-2", 2, 1));
        changes.add(change(4, "run-1", 1, 2));

        run();

        assertThat(differences.kept()).isEmpty();
        assertThat(total().total()).isEqualTo(Money.of("0.16"));
        assertThat(total().adjusted()).isEqualTo(Money.of("-0.02"));
        assertThat(total().calls()).isEqualTo(CALLS);
    }

    @Test
    void namesAnAdjustmentThatIsThereTwice() {
        changes.add(change(2, "run-1", 1, 2));
        changes.add(change(2, "run-1", 1, 2));

        run();

        assertThat(only().problem())
                .isEqualTo("the adjustment of run run-1 takes back another charge than stands there");
        assertThat(only().callOffset()).isEqualTo(2);
    }

    @Test
    void namesAnAdjustmentOfNoCall() {
        changes.add(change(CALLS + 3, "run-1", 1, 2));

        run();

        assertThat(only().problem()).isEqualTo("an adjustment of run run-1 too many");
    }

    private void run() {
        run(progress);
    }

    private void run(Progress counted) {
        PartitionRecount recount = new PartitionRecount(
                0,
                Span.ALL,
                new Readmission(new MemoryScratch(), new MemoryScratch(), Duration.ofDays(7), 100),
                new Repricing(() -> BOOK),
                cells,
                differences,
                new ListedLines(ledger),
                CALLS + 1,
                changes.iterator());
        records.forEach(recount::count);
        recount.end(counted);
    }

    private Difference.OfPosting only() {
        assertThat(differences.kept()).hasSize(1);
        return (Difference.OfPosting) differences.kept().get(0);
    }

    private Cell total() {
        Iterable<StoredEntry> all = cells::sorted;
        for (StoredEntry entry : all) {
            CellKey key = CellKey.fromBytes(entry.key());
            if (key.rollup().equals(Rollup.TOTAL) && key.kind() == WindowKind.MONTH) {
                return CellFormat.read(entry.value());
            }
        }
        throw new AssertionError("there is no total");
    }

    private static Charge price(RawCall call, long revision) {
        return BOOK.asOf(revision).price(call.consumption());
    }

    private static PostedCharge posting(RawCall call, long revision) {
        return new PostedCharge(call.offset(), call.callId(), call.facts(), price(call, revision), false);
    }

    private static PostedChange change(long offset, String run, long from, long to) {
        RawCall call = aCall(offset).build();
        return new PostedChange(offset, call.callId(), call.facts(), run, price(call, from), price(call, to));
    }
}
