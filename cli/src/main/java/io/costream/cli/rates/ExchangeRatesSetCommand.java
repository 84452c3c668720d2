package io.costream.cli.rates;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.costream.avro.ExchangeRate;
import io.costream.cli.kafka.KafkaAccess;
import io.costream.cli.kafka.KeyedTopic;
import io.costream.cli.terminal.Api;
import io.costream.cli.terminal.Connection;
import io.costream.cli.terminal.ExitCodes;
import io.costream.cli.terminal.InstantOption;
import io.costream.cli.terminal.Lists;
import io.costream.cli.terminal.Terminal;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code costream exchange-rates set}: what one USD is in another currency from a day on. */
@Command(name = "set", description = "Say what one USD is in another currency: EUR=0.92 is 0.92 EUR.")
final class ExchangeRatesSetCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private Connection connection = new Connection();

    @Parameters(arity = "1..*", paramLabel = "CURRENCY=RATE", description = "One or several rates.")
    private List<String> typed = List.of();

    @Option(
            names = "--from",
            paramLabel = "INSTANT",
            converter = InstantOption.Converter.class,
            description = "From when on (default: today, UTC). The first rate of a currency holds before it too.")
    private @Nullable InstantOption from;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        List<NewRate> rates = typed.stream().map(NewRate::parse).toList();
        Instant start =
                from == null ? Clock.systemUTC().instant().truncatedTo(ChronoUnit.DAYS) : from.in(ZoneOffset.UTC);
        KafkaAccess kafka = new KafkaAccess(connection);
        kafka.require(List.of(kafka.topics().exchangeRates()));
        KeyedTopic<ExchangeRate> topic = new KeyedTopic<>(kafka, kafka.topics().exchangeRates(), ExchangeRate.class);
        Map<String, ExchangeRate> entries = new LinkedHashMap<>();
        rates.forEach(rate -> entries.put(rate.key(start), rate.entry(start)));
        topic.write(entries);
        Api api = new Api(connection);
        topic.awaitUse(() -> {
            JsonNode known = Lists.items(api.get("/v1/exchange-rates", Map.of()));
            return rates.stream().allMatch(rate -> isKnown(known, rate, start));
        });
        print(rates, start);
        return ExitCodes.DONE;
    }

    private static boolean isKnown(JsonNode known, NewRate rate, Instant start) {
        for (JsonNode one : known) {
            if (one.path("currency").asText().equals(rate.currency())
                    && one.path("from").asText().equals(start.toString())
                    && new BigDecimal(one.path("rate").asText()).compareTo(rate.rate()) == 0) {
                return true;
            }
        }
        return false;
    }

    private void print(List<NewRate> rates, Instant start) {
        Terminal terminal = Terminal.of(spec);
        if (json) {
            ArrayNode document = JsonNodeFactory.instance.arrayNode();
            rates.forEach(rate -> document.addObject()
                    .put("currency", rate.currency())
                    .put("from", start.toString())
                    .put("rate", rate.rate().toPlainString()));
            terminal.json(document);
            return;
        }
        rates.forEach(rate ->
                terminal.line("1 USD = " + rate.rate().toPlainString() + " " + rate.currency() + " from " + start));
    }
}
