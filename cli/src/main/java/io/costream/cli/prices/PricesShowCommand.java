package io.costream.cli.prices;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.cli.terminal.Api;
import io.costream.cli.terminal.ApiCommand;
import io.costream.pricing.catalogue.CatalogueJson;
import java.util.Collection;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code costream prices show}: the history of one model's prices. */
@Command(name = "show", description = "Show the prices of one model and since when they hold.")
final class PricesShowCommand extends ApiCommand {
    @Parameters(paramLabel = "MODEL", description = "The model, or PROVIDER/MODEL.")
    private String model = "";

    @Override
    protected JsonNode ask() {
        int slash = model.indexOf('/');
        String provider = slash < 0 ? "-" : model.substring(0, slash);
        String name = Api.segment(model.substring(slash + 1)).replace("%2F", "/");
        return api().get("/v1/prices/" + Api.segment(provider) + "/" + name, Map.of());
    }

    @Override
    protected Collection<String> text(JsonNode answer) {
        PriceRows rows = new PriceRows();
        rows.add(CatalogueJson.read(answer.toString()));
        return rows.lines();
    }
}
