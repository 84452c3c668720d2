package io.costream.cli.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costream.cli.terminal.CommandFailure;
import io.costream.pricing.ModelPrices;
import io.costream.pricing.Naming;
import io.costream.pricing.PriceBook;
import io.costream.pricing.PriceEntry;
import io.costream.pricing.Rate;
import io.costream.pricing.Unit;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class NewPriceTest {
    private static final String START = "p/m --input-per-million 2.50 --output-per-million 10 --from 2025-01-01";

    @Test
    void readsRatesAndValidity() {
        PriceEntry entry = entry(START + " --unit web_searches=0.01", PriceBook.EMPTY);

        assertThat(entry.from()).isEqualTo(Instant.parse("2025-01-01T00:00:00Z"));
        assertThat(entry.to()).isEqualTo(Instant.MAX);
        assertThat(entry.sets().get(0).rates())
                .containsEntry(Unit.INPUT_UNCACHED, Rate.perMillion("2.50"))
                .containsEntry(Unit.WEB_SEARCHES, Rate.each("0.01"));
    }

    @Test
    void keepsTheOtherRatesBesideThoseOfAContext() {
        PriceEntry entry = entry(START + " --context service_tier=batch", book());

        assertThat(entry.sets()).hasSize(2);
    }

    @Test
    void keepsUnitsThatAreNotNamed() {
        PriceEntry entry = entry("p/m --input-per-million 3 --from 2025-02-01", book());

        assertThat(entry.sets().get(0).rates())
                .containsEntry(Unit.INPUT_UNCACHED, Rate.perMillion("3"))
                .containsEntry(Unit.OUTPUT_TEXT, Rate.perMillion("10"));
    }

    @Test
    void replacesTheWholePriceWhereAsked() {
        PriceEntry entry = entry("p/m --input-per-million 3 --from 2025-02-01 --replace", book());

        assertThat(entry.sets().get(0).rates()).containsOnlyKeys(Unit.INPUT_UNCACHED);
    }

    @Test
    void contractOfATenantLeavesTheListAlone() {
        NewPrice price = parse("p/m --input-per-million 1 --tenant acme --from 2025-02-01");

        PriceEntry entry = price.prices(book()).entries().get(0);

        assertThat(entry.tenant()).isEqualTo("acme");
        assertThat(entry.sets().get(0).rates()).containsOnlyKeys(Unit.INPUT_UNCACHED);
        assertThat(price.before(book())).isEmpty();
    }

    @Test
    void namesPricesThatBeginLaterAsSuperseded() {
        NewPrice price = parse("p/m --input-per-million 1 --from 2024-06-01");

        assertThat(price.superseded(book())).hasSize(1);
        assertThat(parse("p/m --input-per-million 1 --from 2024-06-01 --to 2024-07-01")
                        .superseded(book()))
                .isEmpty();
    }

    @Test
    void otherNameOfAModelMeansThatModel() {
        ModelPrices named = new ModelPrices(
                "p",
                "m.1",
                List.of(Naming.alias("best")),
                parse(START).prices(PriceBook.EMPTY).entries());
        PriceBook book = PriceBook.of(List.of(named));

        assertThat(List.of("p/m.1", "p:best", "best", "m-1", "p/m-1"))
                .allSatisfy(
                        name -> assertThat(ModelKey.read(name, book).toString()).isEqualTo("p/m.1"));
        assertThat(ModelKey.read("p/m.1-2026-01-01", book).toString()).isEqualTo("p/m.1-2026-01-01");
    }

    private static PriceBook book() {
        return PriceBook.of(List.of(parse(START).prices(PriceBook.EMPTY)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--unit wings=1",
                "--cache-read-per-million -1",
                "--cache-read-per-million 1e3",
                "--to 2024-01-01",
                "--above -1",
                "--context service_tier="
            })
    void refusesWhatIsNoPrice(String wrong) {
        NewPrice price = parse(START + " " + wrong);

        assertThatThrownBy(() -> price.prices(PriceBook.EMPTY)).isInstanceOf(CommandFailure.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"m --input-per-million 1", "p/ --input-per-million 1", "p/m"})
    void refusesWhatNamesNoModelOrNoRate(String wrong) {
        NewPrice price = parse(wrong + " --from 2025-01-01");

        assertThatThrownBy(() -> price.prices(PriceBook.EMPTY)).isInstanceOf(CommandFailure.class);
    }

    private static PriceEntry entry(String line, PriceBook book) {
        return parse(line).prices(book).entries().get(0);
    }

    private static NewPrice parse(String line) {
        Holder holder = new Holder();
        new CommandLine(holder).parseArgs(line.split(" ", -1));
        return holder.price;
    }

    @Command
    private static final class Holder {
        @Mixin
        private NewPrice price = new NewPrice();
    }
}
