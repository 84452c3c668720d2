package io.costream.processor.repricing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.avro.Call;
import io.costream.avro.PricedCall;
import io.costream.pricing.Money;
import io.costream.pricing.PriceBook;
import io.costream.pricing.catalogue.BuiltinCatalogue;
import io.costream.processor.domain.Calendar;
import io.costream.schemas.CallMapping;
import io.costream.schemas.ChargeMapping;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class WhatIfPassTest {
    private static final PriceBook BOOK = PriceBook.of(BuiltinCatalogue.load());
    private static final Instant AT = Instant.parse("2024-09-01T12:00:00Z");

    @Test
    void pricesTheSameUsageOnTheOtherModel() {
        WhatIfAnswer answer = ask(List.of(mini(OptionalLong.empty())), call("gpt-4o", 1_000), call("gpt-4o", 2_000));

        assertThat(answer.replaced()).isEqualTo(2);
        assertThat(answer.sums().total().before()).isEqualTo(Money.of("0.015"));
        assertThat(answer.sums().total().after()).isEqualTo(Money.of("0.00045"));
        assertThat(answer.sums().groups())
                .singleElement()
                .satisfies(row -> assertThat(row.getKey().model()).isEqualTo("gpt-4o"));
    }

    @Test
    void leavesOtherModelsAsTheyStand() {
        WhatIfAnswer answer = ask(List.of(mini(OptionalLong.empty())), call("gpt-4", 1_000));

        assertThat(answer.replaced()).isZero();
        assertThat(answer.sums().total().calls()).isEqualTo(1);
        assertThat(answer.sums().total().change()).isEqualTo(Money.ZERO);
    }

    @Test
    void holdsTheEntriesOfTheOtherModelResponsible() {
        WhatIfAnswer answer = ask(List.of(mini(OptionalLong.empty())), call("gpt-4o", 1_000));

        assertThat(answer.sums().entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.getKey().model()).isEqualTo("openai/gpt-4o-mini"));
    }

    @Test
    void countsCallsThatAreLargerThanTheOtherModelTakes() {
        WhatIfAnswer answer = ask(List.of(mini(OptionalLong.of(1_000))), call("gpt-4o", 1_000), call("gpt-4o", 1_001));

        JsonNode json = WhatIfJson.of(answer);

        assertThat(json.path("calls_that_would_not_fit").asLong(-1)).isEqualTo(1);
        assertThat(json.path("calls_with_unknown_window").asLong(-1)).isZero();
        assertThat(json.path("by").path(0).path("calls").asLong()).isEqualTo(2);
    }

    @Test
    void saysThatItIsUnknownWhetherCallsWouldFit() {
        JsonNode json = WhatIfJson.of(ask(List.of(mini(OptionalLong.empty())), call("gpt-4o", 1_000)));

        assertThat(json.path("calls_that_would_not_fit").isNull()).isTrue();
        assertThat(json.path("calls_with_unknown_window").asLong()).isEqualTo(1);
    }

    @Test
    void takesAModelWithItsProviderToo() {
        Replacement named =
                new Replacement("openai/gpt-4o", BOOK.named("", "gpt-4o-mini").orElseThrow(), null);

        assertThat(named.takes("openai", "gpt-4o")).isTrue();
        assertThat(named.takes("azure", "gpt-4o")).isFalse();
    }

    private static Replacement mini(OptionalLong window) {
        return Replacement.of("gpt-4o", BOOK.named("", "gpt-4o-mini").orElseThrow(), window);
    }

    private static WhatIfAnswer ask(List<Replacement> replacements, LedgerCall... calls) {
        WhatIfQuestion question =
                new WhatIfQuestion("", "", "", AT.minusSeconds(1), AT.plusSeconds(1), BOOK, replacements, false);
        RepricingSums sums = new RepricingSums(tenant -> Calendar.UTC);
        WhatIfPass pass = new WhatIfPass(question, new CallComparison(BOOK, sums), RunObserver.NONE, calls.length);
        List.of(calls).forEach(pass::call);
        return pass.answer();
    }

    /** At 5 USD per million tokens for gpt-4o. */
    private static LedgerCall call(String model, long tokens) {
        Call call = Call.newBuilder()
                .setCallId("call")
                .setTenant("acme")
                .setProvider("openai")
                .setModel(model)
                .setEventTime(AT)
                .setInputUncached(tokens)
                .build();
        var charge = ChargeMapping.toAvro(BOOK.price(CallMapping.consumption(call)));
        return new LedgerCall(new byte[0], new PricedCall(call, charge, 0L, false), List.of(), 0, 0);
    }
}
