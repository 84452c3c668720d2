package io.costream.pricing;

import static io.costream.pricing.Books.NOON;
import static io.costream.pricing.Books.call;
import static io.costream.pricing.Books.model;
import static io.costream.pricing.Books.perMillion;
import static io.costream.pricing.Books.rates;
import static io.costream.pricing.Books.usage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BookChangeTest {
    private final PriceBook base =
            Books.book(model("p", "m", rates("3", "15").revision(4).build()));
    private static final Instant BEFORE = NOON.minus(Duration.ofDays(30));
    private static final Instant AFTER = NOON.plus(Duration.ofDays(30));

    @Test
    void newPriceMakesTheNextRevisionAndLeavesTheOnesBefore() {
        ModelPrices prices = model("p", "m", rates("2", "10").from(AFTER).build());

        BookChange change = BookChange.recording(base, List.of(prices), NOON);
        PriceBook book = change.applyTo(base);

        assertThat(change.revision()).isEqualTo(5);
        assertThat(change.entriesChanged()).isEqualTo(1);
        assertThat(inputPrice(book, AFTER)).isEqualTo("2");
        assertThat(inputPrice(book.asOf(4), AFTER)).isEqualTo("3");
        assertThat(book.models().iterator().next().entries())
                .extracting(PriceEntry::recordedAt)
                .contains(NOON);
    }

    @Test
    void whatIsAlreadySaidChangesNothing() {
        BookChange change = BookChange.recording(
                base, List.of(model("p", "m", rates("3.00", "15").build())), NOON);

        assertThat(change.changed()).isEmpty();
        assertThat(change.revision()).isEqualTo(4);
        assertThat(change.entriesChanged()).isZero();
    }

    @Test
    void priceWithoutAStartKeepsTheHistoryOfAKnownModel() {
        ModelPrices undated = model("p", "m", rates("2", "10").build());

        PriceBook book = BookChange.recording(base, List.of(undated), NOON).applyTo(base);

        assertThat(inputPrice(book, BEFORE)).isEqualTo("3");
        assertThat(inputPrice(book, AFTER)).isEqualTo("2");
    }

    @Test
    void priceWithoutAStartHoldsAlwaysForANewModel() {
        ModelPrices undated = model("p", "new", rates("2", "10").build());

        PriceBook book = BookChange.recording(base, List.of(undated), NOON).applyTo(base);

        assertThat(book.price(call("p", "new", BEFORE, usage(1_000_000, 0))).total())
                .isEqualTo(Money.of("2"));
        assertThat(book.asOf(4).find("p", "new")).isEmpty();
    }

    @Test
    void contractIsRecordedBesideTheList() {
        PriceEntry contract =
                PriceEntry.builder().tenant("acme").rates(perMillion("1", "5")).build();

        BookChange change = BookChange.recording(base, List.of(model("p", "m", contract)), NOON);
        PriceBook book = change.applyTo(base);
        BookChange again = BookChange.recording(book, List.of(model("p", "m", contract)), AFTER);

        assertThat(change.entriesChanged()).isEqualTo(1);
        assertThat(again.entriesChanged()).isZero();
        assertThat(inputPrice(book, BEFORE)).isEqualTo("3");
    }

    @Test
    void newNameIsRecordedOnce() {
        ModelPrices named = new ModelPrices("p", "m", List.of(Naming.alias("other")), List.of());

        PriceBook book = BookChange.recording(base, List.of(named), NOON).applyTo(base);
        BookChange again = BookChange.recording(book, List.of(named), NOON);

        assertThat(book.find("p", "other")).isPresent();
        assertThat(book.asOf(4).find("p", "other")).isEmpty();
        assertThat(again.changed()).isEmpty();
    }

    @Test
    void withdrawnPriceHoldsForTheRevisionsThatKnewIt() {
        ModelPrices announced = model("p", "m", rates("9", "15").from(AFTER).build());
        PriceBook announcing =
                BookChange.recording(base, List.of(announced), NOON).applyTo(base);

        BookChange withdrawal =
                BookChange.withdrawing(announcing, "p/m", entry -> entry.from().equals(AFTER), NOON);
        PriceBook book = withdrawal.applyTo(announcing);

        assertThat(withdrawal.revision()).isEqualTo(6);
        assertThat(inputPrice(book, AFTER)).isEqualTo("3");
        assertThat(inputPrice(book.asOf(5), AFTER)).isEqualTo("9");
        assertThat(BookChange.withdrawing(book, "p/m", entry -> entry.from().equals(AFTER), NOON)
                        .changed())
                .isEmpty();
    }

    @Test
    void whatWasKnownWhenIsRemembered() {
        ModelPrices announced = model("p", "m", rates("9", "15").from(AFTER).build());
        PriceBook announcing =
                BookChange.recording(base, List.of(announced), NOON).applyTo(base);
        PriceBook book = BookChange.withdrawing(
                        announcing, "p/m", entry -> entry.from().equals(AFTER), AFTER)
                .applyTo(announcing);

        assertThat(book.revisionKnownAt(NOON.minusNanos(1))).isEqualTo(4);
        assertThat(book.revisionKnownAt(NOON)).isEqualTo(5);
        assertThat(book.revisionKnownAt(AFTER.minusNanos(1))).isEqualTo(5);
        assertThat(book.revisionKnownAt(AFTER)).isEqualTo(6);
        assertThat(book.asOf(4).revisionKnownAt(AFTER)).isEqualTo(4);
        assertThat(book.revisionKnownAt(Instant.EPOCH.minusNanos(1))).isZero();
    }

    @Test
    void withdrawnAndExpiredEntriesOfAFileAreLeftOut() {
        ModelPrices file = model(
                "p",
                "m",
                rates("9", "15").from(AFTER).withdrawnIn(2).build(),
                rates("8", "15").from(BEFORE).to(NOON).build());

        BookChange change = BookChange.recording(base, List.of(file), NOON);

        assertThat(change.entries().get("p/m")).extracting(PriceEntry::to).containsExactly(NOON);
    }

    @Test
    void exportedBookSaysNothingNew() {
        DailyWindow night = DailyWindow.daily(ZoneOffset.UTC, LocalTime.of(22, 0), LocalTime.of(6, 0));
        ModelPrices lower = model(
                "p",
                "m",
                rates("2", "10").from(AFTER).build(),
                rates("1", "5").from(AFTER).window(night).build());
        PriceBook book = BookChange.recording(base, List.of(lower), NOON).applyTo(base);
        List<ModelPrices> exported =
                book.models().stream().map(ModelPrices::inForce).toList();

        assertThat(BookChange.recording(book, exported, AFTER).changed()).isEmpty();
    }

    @Test
    void unknownModelCannotBeWithdrawn() {
        assertThatThrownBy(() -> BookChange.withdrawing(base, "p/none", entry -> true, NOON))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("p/none");
    }

    @Test
    void explanationNamesEntriesAndStandIns() {
        PriceEntry contract = PriceEntry.builder()
                .tenant("acme")
                .rates(Map.of(Unit.INPUT_UNCACHED, Rate.perMillion("1")))
                .build();
        PriceBook book = BookChange.recording(base, List.of(model("p", "m", contract)), NOON)
                .applyTo(base);
        Usage usage = Usage.builder().tokens(Unit.INPUT_CACHE_READ, 1000).build();

        Explanation explanation = book.explain(new Consumption("acme", "p", "m", NOON, PricingContext.STANDARD, usage));

        assertThat(explanation.entries()).extracting(PriceEntry::tenant).containsExactly("acme", "");
        assertThat(explanation.standIns()).containsExactly(Map.entry(Unit.INPUT_CACHE_READ, Unit.INPUT_UNCACHED));
        assertThat(explanation.charge().total()).isEqualTo(Money.of("0.001"));
    }

    private static String inputPrice(PriceBook book, Instant at) {
        return book.price(call("p", "m", at, usage(1_000_000, 0))).total().toString();
    }
}
