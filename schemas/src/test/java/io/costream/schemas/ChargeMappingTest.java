package io.costream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.avro.ChargeStatus;
import io.costream.pricing.Charge;
import io.costream.pricing.Money;
import io.costream.pricing.Unit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChargeMappingTest {
    private static final Charge PRICED = new Charge(
            Charge.Status.PRICED,
            List.of(
                    line(Unit.INPUT_UNCACHED, "1000", "0.00003", "0.03"),
                    line(Unit.OUTPUT_TEXT, "500", "0.00006", "0.03"),
                    line(Unit.AUDIO_SECONDS, "1.5", "0.000000000000000001", "0"),
                    line(Unit.of("gpu_minutes"), "0.25", "2", "0.5")),
            Money.of("0.56"),
            Money.of("0.001"),
            17,
            "openai/gpt-4",
            Set.of("fallback_rate", "usage_estimated"));

    private static Charge.Line line(Unit unit, String quantity, String rate, String amount) {
        return new Charge.Line(unit, new BigDecimal(quantity), new BigDecimal(rate), Money.of(amount));
    }

    @Test
    void pricedChargeReadsBackEqual() {
        assertThat(ChargeMapping.fromAvro(ChargeMapping.toAvro(PRICED))).isEqualTo(PRICED);
    }

    @Test
    void chargeSurvivesTheWire() {
        AvroSerde<io.costream.avro.Charge> serde =
                AvroSerde.of(io.costream.avro.Charge.class, new InMemorySchemaRegistry());

        byte[] bytes = serde.serializer().serialize("charges", ChargeMapping.toAvro(PRICED));

        assertThat(ChargeMapping.fromAvro(serde.deserializer().deserialize("charges", bytes)))
                .isEqualTo(PRICED);
    }

    @Test
    void directionsSumToTheTotal() {
        io.costream.avro.Charge record = ChargeMapping.toAvro(PRICED);

        assertThat(record.getInputCost().add(record.getOutputCost()).add(record.getOtherCost()))
                .isEqualTo(record.getTotal());
    }

    @Test
    void linesSayWhereTheyAreShown() {
        assertThat(ChargeMapping.toAvro(PRICED).getLines())
                .extracting(line -> line.getComponent() + " " + line.getDirection())
                .containsExactly("text input", "text output", "audio other", "other other");
    }

    @Test
    void unpricedChargeHasNoAmounts() {
        Charge unpriced = Charge.unpriced(17, Set.of("unknown_model"));

        io.costream.avro.Charge record = ChargeMapping.toAvro(unpriced);

        assertThat(record.getStatus()).isEqualTo(ChargeStatus.UNPRICED);
        assertThat(record.getTotal()).isNull();
        assertThat(record.getInputCost()).isNull();
        assertThat(record.getCacheSavings()).isNull();
        assertThat(ChargeMapping.fromAvro(record)).isEqualTo(unpriced);
    }
}
