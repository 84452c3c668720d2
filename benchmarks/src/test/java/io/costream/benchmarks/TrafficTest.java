package io.costream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.avro.Call;
import io.costream.pricing.PriceBook;
import io.costream.pricing.catalogue.BuiltinCatalogue;
import io.costream.schemas.AvroSerde;
import io.costream.schemas.CallMapping;
import io.costream.schemas.InMemorySchemaRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TrafficTest {
    private static final Instant END = Instant.parse("2026-03-31T00:00:00Z");

    @Test
    void repeatsItselfForTheSameSeed() {
        List<Call> calls = calls(50);

        assertThat(calls(50)).isEqualTo(calls);
    }

    @Test
    void holdsOnlyCallsThatTheCatalogueCanPrice() {
        PriceBook book = PriceBook.of(BuiltinCatalogue.load());

        List<Call> calls = calls(1_000);

        assertThat(calls)
                .allMatch(call -> book.price(CallMapping.consumption(call)).isPriced());
    }

    @Test
    void letsSessionsLastForMinutes() {
        Map<String, List<Call>> sessions =
                calls(20_000).stream().collect(Collectors.groupingBy(call -> String.valueOf(call.getSessionId())));

        assertThat(20_000.0 / sessions.size()).isBetween(6.0, 10.0);
        assertThat(sessions.values())
                .allMatch(session -> Duration.between(
                                        session.get(0).getEventTime(),
                                        session.get(session.size() - 1).getEventTime())
                                .compareTo(Duration.ofHours(2))
                        < 0);
    }

    @Test
    void readsTheSameTokensByHandAsTheSchemaSays() {
        Call call = calls(1).get(0);
        LeanCall lean = new LeanCall();

        lean.read(written(call));

        assertThat(lean.model().toString()).isEqualTo(call.getModel());
        assertThat(lean.input).isEqualTo(call.getInputUncached());
        assertThat(lean.cached).isEqualTo(call.getInputCacheRead());
        assertThat(lean.output).isEqualTo(call.getOutputText() + call.getOutputReasoning());
    }

    private static List<Call> calls(int number) {
        Traffic traffic = new Traffic(1, END, number, 20);
        return Stream.generate(traffic::next).limit(number).toList();
    }

    private static byte[] written(Call call) {
        return AvroSerde.of(Call.class, new InMemorySchemaRegistry())
                .serializer()
                .serialize("calls", call);
    }
}
