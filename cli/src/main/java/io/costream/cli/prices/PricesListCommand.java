package io.costream.cli.prices;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.cli.terminal.ApiCommand;
import io.costream.cli.terminal.Lists;
import io.costream.pricing.catalogue.CatalogueJson;
import java.util.Collection;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code costream prices list}: every price in use. */
@Command(name = "list", description = "List the prices in use.")
final class PricesListCommand extends ApiCommand {
    @Override
    protected JsonNode ask() {
        return api().get("/v1/prices", Map.of());
    }

    @Override
    protected Collection<String> text(JsonNode answer) {
        PriceRows rows = new PriceRows();
        Lists.items(answer).forEach(model -> rows.add(CatalogueJson.read(model.toString())));
        return rows.lines();
    }
}
