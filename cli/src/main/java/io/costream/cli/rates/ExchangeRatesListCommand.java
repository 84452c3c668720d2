package io.costream.cli.rates;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.cli.terminal.ApiCommand;
import io.costream.cli.terminal.Lists;
import io.costream.cli.terminal.Table;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code costream exchange-rates list}: all rates that are known. */
@Command(name = "list", description = "List the rates that are known.")
final class ExchangeRatesListCommand extends ApiCommand {
    @Override
    protected JsonNode ask() {
        return Lists.items(api().get("/v1/exchange-rates", Map.of()));
    }

    @Override
    protected Collection<String> text(JsonNode rates) {
        if (rates.isEmpty()) {
            return List.of("No rates. Set one with 'costream exchange-rates set EUR=0.92'.");
        }
        Table table = Table.of("lrl").row("currency", "for 1 USD", "from");
        rates.forEach(rate -> table.row(
                rate.path("currency").asText(),
                rate.path("rate").asText(),
                rate.path("from").asText()));
        return table.lines();
    }
}
