package io.costream.pricing;

import static io.costream.pricing.Books.NOON;
import static io.costream.pricing.Books.book;
import static io.costream.pricing.Books.model;
import static io.costream.pricing.Books.rates;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelPricesTest {
    @Test
    void whatCountsAtAnInstantIsOneListPriceAndOneOfEachContract() {
        PriceEntry old = rates("3", "15").revision(1).build();
        PriceEntry now = rates("2", "10").revision(2).from(NOON).build();
        PriceEntry cancelled = rates("1", "5").revision(3).withdrawnIn(4).build();
        PriceEntry acme = rates("1", "1").revision(3).tenant("acme").build();
        ModelPrices prices = model("p", "m", old, now, cancelled, acme);

        assertThat(prices.validAt(NOON).entries()).containsExactlyInAnyOrder(now, acme);
        assertThat(prices.validAt(NOON.minusNanos(1)).entries()).containsExactlyInAnyOrder(old, acme);
        assertThat(prices.validAt(NOON).key()).isEqualTo("p/m");
    }

    @Test
    void earlierRevisionDoesNotKnowOfAWithdrawal() {
        PriceEntry cancelled =
                rates("1", "5").revision(2).withdrawnIn(4).withdrawnAt(NOON).build();

        PriceEntry known = model("p", "m", cancelled).asOf(3).entries().get(0);

        assertThat(known.withdrawnIn()).isZero();
        assertThat(known.withdrawnAt()).isEqualTo(Instant.MAX);
        assertThat(model("p", "m", cancelled).asOf(4).entries()).isEmpty();
    }

    @Test
    void namesInForceLeaveOutWithdrawnOnes() {
        Naming old = new Naming(Naming.Role.MODEL, NameRule.equalTo("old"), 1, 2);
        ModelPrices prices = new ModelPrices("p", "m", List.of(old, Naming.alias("new")), List.of());

        assertThat(prices.inForce().names()).containsExactly(Naming.alias("new"));
    }

    @Test
    void onlyNamesAndAliasesAreNamesOfAModel() {
        ModelPrices prices = new ModelPrices(
                "p",
                "m",
                List.of(Naming.alias("other"), Naming.of(Naming.Role.MODEL, new NameRule.Prefix("pre-"))),
                List.of(rates("1", "2").build()));

        PriceBook book = book(prices);

        assertThat(book.named("p", "m")).contains(prices);
        assertThat(book.named("", "other")).contains(prices);
        assertThat(book.named("p", "pre-1")).isEmpty();
        assertThat(book.named("p", "m-2026-01-01")).isEmpty();
        assertThat(book.named("p", "none")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-09T21:59:59Z, false",
        "2026-03-09T22:00:00Z, true",
        "2026-03-10T01:59:59Z, true",
        "2026-03-10T02:00:00Z, false",
        "2026-03-10T22:00:00Z, false",
        "2026-03-09T01:00:00Z, false"
    })
    void nightBelongsToTheDayOnWhichItBegins(Instant at, boolean inside) {
        DailyWindow mondayNight =
                new DailyWindow(ZoneOffset.UTC, Set.of(DayOfWeek.MONDAY), LocalTime.of(22, 0), LocalTime.of(2, 0));

        assertThat(mondayNight.contains(at)).isEqualTo(inside);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-09T08:59:59Z, false",
        "2026-03-09T09:00:00Z, true",
        "2026-03-09T16:59:59Z, true",
        "2026-03-09T17:00:00Z, false",
        "2026-03-10T09:00:00Z, false"
    })
    void hoursOfADayHoldOnItsWeekdays(Instant at, boolean inside) {
        DailyWindow monday =
                new DailyWindow(ZoneOffset.UTC, Set.of(DayOfWeek.MONDAY), LocalTime.of(9, 0), LocalTime.of(17, 0));

        assertThat(monday.contains(at)).isEqualTo(inside);
    }
}
