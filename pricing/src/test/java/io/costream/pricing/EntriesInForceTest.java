package io.costream.pricing;

import static io.costream.pricing.Books.NOON;
import static io.costream.pricing.Books.model;
import static io.costream.pricing.Books.rates;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntriesInForceTest {
    private static final Instant LATER = NOON.plus(Duration.ofDays(30));
    private static final DailyWindow NIGHT = DailyWindow.daily(ZoneOffset.UTC, LocalTime.of(22, 0), LocalTime.of(6, 0));

    @Test
    void supersededTimeIsCutOut() {
        PriceEntry old = rates("3", "15").revision(1).build();
        PriceEntry promotion = rates("1", "5").revision(2).from(NOON).to(LATER).build();

        List<PriceEntry> entries = model("p", "m", old, promotion).inForce().entries();

        assertThat(entries)
                .containsExactlyInAnyOrder(
                        old.toBuilder().to(NOON).build(),
                        old.toBuilder().from(LATER).build(),
                        promotion);
    }

    @Test
    void withdrawnEntriesAreLeftOut() {
        PriceEntry standing = rates("3", "15").revision(1).build();
        PriceEntry cancelled = rates("1", "5").revision(2).withdrawnIn(3).build();

        assertThat(model("p", "m", standing, cancelled).inForce().entries()).containsExactly(standing);
    }

    @Test
    void priceForSomeHoursSupersedesOnlyOneForTheSameHours() {
        PriceEntry allDay = rates("3", "15").revision(1).build();
        PriceEntry night = rates("2", "10").revision(1).window(NIGHT).build();
        PriceEntry newNight = rates("1", "5").revision(2).window(NIGHT).build();

        assertThat(model("p", "m", allDay, night, newNight).inForce().entries())
                .containsExactlyInAnyOrder(allDay, newNight);
    }

    @Test
    void contractLeavesTheListAndOtherTenantsAlone() {
        PriceEntry list = rates("3", "15").revision(1).build();
        PriceEntry acme = rates("2", "10").revision(2).tenant("acme").build();
        PriceEntry globex = rates("1", "5").revision(3).tenant("globex").build();

        assertThat(model("p", "m", list, acme, globex).inForce().entries())
                .containsExactlyInAnyOrder(list, acme, globex);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {7, 20_260_316, 983})
    void everyInstantKeepsItsPrice(long seed) {
        RandomPrices random = new RandomPrices(seed);
        for (int i = 0; i < 100; i++) {
            ModelPrices all = random.model(5);
            PriceBook book = PriceBook.of(List.of(all));
            PriceBook inForce = PriceBook.of(List.of(all.inForce()));
            Consumption call = new Consumption("default", "p", "m", random.instant(), random.context(), random.usage());

            assertThat(inForce.price(call).total()).isEqualTo(book.price(call).total());
        }
    }
}
