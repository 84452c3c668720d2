package io.costream.cli.prices;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.costream.cli.calls.ModelNames;
import io.costream.cli.rates.Currencies;
import io.costream.cli.terminal.Amounts;
import io.costream.cli.terminal.Api;
import io.costream.cli.terminal.CommandFailure;
import io.costream.cli.terminal.Connection;
import io.costream.cli.terminal.ExitCodes;
import io.costream.cli.terminal.Lists;
import io.costream.cli.terminal.Table;
import io.costream.cli.terminal.Terminal;
import io.costream.pricing.ExchangeRates;
import io.costream.pricing.ExchangeRates.ExchangeRate;
import io.costream.pricing.Money;
import io.costream.pricing.PriceBook;
import io.costream.pricing.cases.PriceCases;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code costream price}: what a call would cost. Needs no server. */
@Command(name = "price", description = "What a call would cost, on one model or on several. Needs no server.")
public final class PriceCommand implements Callable<Integer> {
    private static final String CURRENCY = "USD";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private Connection connection = new Connection();

    @Mixin
    private Task task = new Task();

    @Option(names = "--model", defaultValue = "", description = "The model, or PROVIDER/MODEL.")
    private String model = "";

    @Option(names = "--provider", defaultValue = "", description = "The provider (default: found from the model).")
    private String provider = "";

    @Option(
            names = "--compare",
            defaultValue = "",
            paramLabel = "M1,M2|all",
            description = "Price the same on several models.")
    private String compare = "";

    @Option(
            names = "--baseline",
            defaultValue = "",
            paramLabel = "MODEL",
            description = "The model that others are compared with.")
    private String baseline = "";

    @Option(
            names = "--currency",
            defaultValue = CURRENCY,
            description = "Also in that currency; asks the server for its rate.")
    private String currency = CURRENCY;

    @Option(
            names = "--cases",
            defaultValue = "",
            paramLabel = "FILE",
            description = "Price rows of a file, one JSON line each.")
    private String cases = "";

    @Option(names = "--catalogue", defaultValue = "", paramLabel = "FILE", description = "Prices (default: built in).")
    private String catalogue = "";

    @Option(names = "--catalogue-format", defaultValue = "costream", description = "costream, litellm or genai-prices.")
    private String format = "costream";

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        Optional<ExchangeRate> rate = currency.equals(CURRENCY) ? Optional.empty() : Optional.of(rate());
        PriceBook book = CaseFile.book(catalogue, format);
        PriceCases prices = new PriceCases(book, Clock.systemUTC());
        Terminal terminal = Terminal.of(spec);
        if (!cases.isEmpty()) {
            CaseFile.answer(cases, terminal, prices::price);
            return ExitCodes.DONE;
        }
        if (!compare.isEmpty()) {
            Comparison comparison = Comparison.of(task, compare, baseline.isEmpty() ? model : baseline, book, prices);
            if (json) {
                terminal.json(comparison.json());
            } else {
                comparison.lines().forEach(terminal::line);
            }
            return ExitCodes.DONE;
        }
        if (model.isEmpty()) {
            throw CommandFailure.wrongUsage("--model is needed, or --compare, or --cases");
        }
        print(prices, KnownModels.names(book).read(provider, model), rate, terminal);
        return ExitCodes.DONE;
    }

    private void print(PriceCases prices, ModelNames.Model asked, Optional<ExchangeRate> rate, Terminal terminal) {
        ObjectNode row = task.row(asked.provider(), asked.name());
        row.put("id", asked.toString());
        ObjectNode answer = prices.price(row);
        String status = answer.path("status").asText();
        if (status.equals("ERROR")) {
            throw CommandFailure.wrongUsage(answer.path("message").asText());
        }
        rate.filter(any -> status.equals("PRICED"))
                .ifPresent(to -> answer.putObject("converted")
                        .put("currency", to.currency())
                        .put("rate", to.rate().toPlainString())
                        .put("total", to.convert(Money.of(answer.path("total").asText()))));
        if (json) {
            terminal.json(answer);
            return;
        }
        if (!status.equals("PRICED")) {
            terminal.line(asked + ": UNPRICED (no rate is known for it at that time)");
            return;
        }
        terminal.line(asked + ": " + money(answer.path("total")) + "   "
                + answer.path("matched").asText());
        Table table = Table.of("lrrr");
        answer.path("lines")
                .forEach(line -> table.row(
                        line.path("unit").asText(),
                        Amounts.decimal(new BigDecimal(line.path("quantity").asText()), 9),
                        "× $" + line.path("rate").asText(),
                        money(line.path("amount"))));
        table.lines().forEach(terminal::line);
        JsonNode converted = answer.path("converted");
        if (converted.isObject()) {
            terminal.line("  = " + converted.path("total").asText() + " "
                    + converted.path("currency").asText() + " at 1 USD = "
                    + converted.path("rate").asText());
        }
        answer.path("flags").forEach(flag -> terminal.line("  note: " + flag.asText()));
    }

    /** What the server knows of the currency; without one only USD is known. */
    private ExchangeRate rate() {
        if (!compare.isEmpty() || !cases.isEmpty()) {
            throw CommandFailure.wrongUsage("--currency is for one model; --compare and --cases are in USD");
        }
        List<ExchangeRate> known = new ArrayList<>();
        Lists.items(new Api(connection).get("/v1/exchange-rates", Map.of()))
                .forEach(one -> known.add(new ExchangeRate(
                        one.path("currency").asText(),
                        Instant.parse(one.path("from").asText()),
                        new BigDecimal(one.path("rate").asText()))));
        String code = Currencies.code(currency);
        return ExchangeRates.of(known)
                .at(code, task.instant().orElse(Clock.systemUTC().instant()))
                .orElseThrow(() -> CommandFailure.wrongUsage(
                        "no rate of " + code + " is known; set one with 'costream exchange-rates set'"));
    }

    private static String money(JsonNode amount) {
        return "$" + amount.asText();
    }
}
