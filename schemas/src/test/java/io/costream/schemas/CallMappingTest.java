package io.costream.schemas;

import static io.costream.schemas.Calls.aCall;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costream.avro.Call;
import io.costream.pricing.Consumption;
import io.costream.pricing.PricingContext;
import io.costream.pricing.Unit;
import io.costream.pricing.Usage;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CallMappingTest {
    static Stream<Unit> knownUnits() {
        return Arrays.stream(Unit.class.getDeclaredFields())
                .filter(field -> field.getType() == Unit.class && Modifier.isPublic(field.getModifiers()))
                .map(field -> {
                    try {
                        return (Unit) field.get(null);
                    } catch (IllegalAccessException e) {
                        throw new AssertionError(e);
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("knownUnits")
    void everyUnitReadsBack(Unit unit) {
        Usage usage = Usage.builder().quantity(unit, new BigDecimal(3)).build();
        Call.Builder call = aCall();

        CallMapping.usage(usage, call);

        assertThat(CallMapping.usage(call.build())).isEqualTo(usage);
    }

    @ParameterizedTest
    @MethodSource("knownUnits")
    void aUnitIsInItsFieldOrInOtherUsage(Unit unit) {
        Call.Builder call = aCall();

        CallMapping.usage(Usage.builder().quantity(unit, new BigDecimal(3)).build(), call);

        boolean hasField = Call.getClassSchema().getField(unit.name()) != null;
        assertThat(call.getOtherUsage()).isEqualTo(hasField ? Map.of() : Map.of(unit.name(), new BigDecimal(3)));
        if (hasField) {
            assertThat(call.build().get(unit.name())).isEqualTo(3L);
        }
    }

    @Test
    void unitsOfAnyNameAreKept() {
        Usage usage = Usage.builder()
                .quantity(Unit.of("gpu_minutes"), new BigDecimal("0.000000001"))
                .build();
        Call.Builder call = aCall();

        CallMapping.usage(usage, call);

        assertThat(CallMapping.usage(call.build())).isEqualTo(usage);
    }

    @Test
    void aFieldsUnitMayStandInOtherUsageAlone() {
        Call call = aCall().setInputUncached(0)
                .setOtherUsage(Map.of("input_uncached", new BigDecimal("4.000000000")))
                .build();

        assertThat(CallMapping.usage(call).tokens(Unit.INPUT_UNCACHED)).isEqualTo(4);
    }

    @ParameterizedTest
    @MethodSource("impossibleCalls")
    void impossibleUsageIsNamed(Call call, String part) {
        assertThatThrownBy(() -> CallMapping.usage(call))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(part);
    }

    static List<Object[]> impossibleCalls() {
        return List.of(
                new Object[] {aCall().setOutputText(-1).build(), "output_text is -1"},
                new Object[] {other("pages", "-0.5"), "pages is -0.5"},
                new Object[] {other("input_uncached", "1"), "input_uncached is stated twice"},
                new Object[] {other("input_video", "1.5"), "input_video is 1.5"},
                new Object[] {other("pages", "1" + "0".repeat(38)), "pages has more than 38 digits"},
                new Object[] {stating("1" + "0".repeat(38)), "stated_cost has more than 38 digits"},
                new Object[] {stating("9".repeat(900)), "stated_cost has more than 38 digits"},
                new Object[] {other(" ", "1"), "a unit needs a name"});
    }

    private static Call other(String unit, String quantity) {
        return aCall().setOtherUsage(Map.of(unit, new BigDecimal(quantity))).build();
    }

    private static Call stating(String cost) {
        return aCall().setStatedCost(new BigDecimal(cost)).build();
    }

    @Test
    void takesAsManyDigitsAsTheSchema() {
        Call call = aCall().setStatedCost(new BigDecimal("9".repeat(38)))
                .setOtherUsage(Map.of("pages", new BigDecimal("9".repeat(38)).movePointLeft(9)))
                .build();

        assertThat(CallMapping.usage(call).others()).hasSize(1);
    }

    @Test
    void contextHoldsWhatSelectsARate() {
        Call call =
                aCall().setServiceTier("batch").setRegion("eu").setSpeed("fast").build();

        assertThat(CallMapping.context(call).values())
                .isEqualTo(Map.of("service_tier", "batch", "region", "eu", "speed", "fast"));
    }

    @Test
    void standardServiceIsNoContext() {
        assertThat(CallMapping.context(aCall().setServiceTier("standard").build()))
                .isEqualTo(PricingContext.STANDARD);
    }

    @Test
    void consumptionSaysWhoWhatAndWhen() {
        Call call = aCall().build();

        Consumption consumption = CallMapping.consumption(call);

        assertThat(consumption)
                .isEqualTo(new Consumption(
                        "acme",
                        "openai",
                        "gpt-4",
                        call.getEventTime(),
                        PricingContext.STANDARD,
                        CallMapping.usage(call),
                        call.getStatedCost()));
    }
}
