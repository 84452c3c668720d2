package io.costream.cli.prices;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.costream.cli.calls.ModelNames;
import io.costream.cli.terminal.Amounts;
import io.costream.cli.terminal.CommandFailure;
import io.costream.cli.terminal.ExitCodes;
import io.costream.cli.terminal.Table;
import io.costream.cli.terminal.Terminal;
import io.costream.pricing.PriceBook;
import io.costream.pricing.cases.PriceCases;
import java.math.BigDecimal;
import java.time.Clock;
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

    @Option(names = "--currency", defaultValue = CURRENCY, description = "USD.")
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
        if (!currency.equals(CURRENCY)) {
            throw CommandFailure.wrongUsage("--currency is " + currency + ", but without a server only USD is known");
        }
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
        print(prices, KnownModels.names(book).read(provider, model), terminal);
        return ExitCodes.DONE;
    }

    private void print(PriceCases prices, ModelNames.Model asked, Terminal terminal) {
        ObjectNode row = task.row(asked.provider(), asked.name());
        row.put("id", asked.toString());
        ObjectNode answer = prices.price(row);
        String status = answer.path("status").asText();
        if (status.equals("ERROR")) {
            throw CommandFailure.wrongUsage(answer.path("message").asText());
        }
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
        answer.path("flags").forEach(flag -> terminal.line("  note: " + flag.asText()));
    }

    private static String money(JsonNode amount) {
        return "$" + amount.asText();
    }
}
