package io.costream.cli.prices;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.cli.terminal.Api;
import io.costream.cli.terminal.ApiCommand;
import io.costream.cli.terminal.InstantOption;
import io.costream.pricing.ModelPrices;
import io.costream.pricing.Naming;
import io.costream.pricing.PriceEntry;
import io.costream.pricing.catalogue.CatalogueJson;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code costream prices show}: the history of one model's prices, or what was valid or known at an instant. */
@Command(
        name = "show",
        description = "Show the prices of one model: all, those valid at an instant, or those known then.")
final class PricesShowCommand extends ApiCommand {
    @Parameters(paramLabel = "MODEL", description = "The model, or PROVIDER/MODEL.")
    private String model = "";

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            converter = InstantOption.Converter.class,
            description = "Only what is valid at that instant.")
    private @Nullable InstantOption at;

    @Option(
            names = "--known-at",
            paramLabel = "INSTANT",
            converter = InstantOption.Converter.class,
            description = "Only what the book knew at that instant.")
    private @Nullable InstantOption knownAt;

    @Override
    protected JsonNode ask() {
        ModelKeyText key = ModelKeyText.of(model);
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("at", instant(at));
        parameters.put("known_at", instant(knownAt));
        return api().get("/v1/prices/" + Api.segment(key.provider()) + "/" + key.path(), parameters);
    }

    private static String instant(@Nullable InstantOption option) {
        return option == null ? "" : option.in(ZoneOffset.UTC).toString();
    }

    /** Provider and model as a path of the API has them. */
    private record ModelKeyText(String provider, String model) {
        static ModelKeyText of(String text) {
            var known = KnownModels.names().read("", text);
            return new ModelKeyText(known.provider().isEmpty() ? "-" : known.provider(), known.name());
        }

        String path() {
            return Api.segment(model).replace("%2F", "/");
        }
    }

    @Override
    protected Collection<String> text(JsonNode answer) {
        ModelPrices prices = CatalogueJson.read(answer.toString());
        List<String> lines = new ArrayList<>();
        lines.add(prices.key());
        prices.names().stream().map(Naming::rule).forEach(rule -> lines.add("  also: " + rule.text()));
        if (prices.entries().isEmpty()) {
            lines.add("  no price then");
        }
        for (PriceEntry entry : prices.entries()) {
            if (entry.withdrawnIn() == 0) {
                lines.add("");
                lines.add("  " + RateLines.validity(entry) + " (revision " + entry.revision() + ")");
                RateLines.all(entry).forEach((unit, rate) -> lines.add("    " + unit + ": " + rate));
                lines.add("    source: " + entry.source());
            }
        }
        return lines;
    }
}
