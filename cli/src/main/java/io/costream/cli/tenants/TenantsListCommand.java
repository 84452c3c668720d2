package io.costream.cli.tenants;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.cli.terminal.Amounts;
import io.costream.cli.terminal.ApiCommand;
import io.costream.cli.terminal.Lists;
import io.costream.pricing.VolumeDiscount;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code costream tenants list}: tenants with something agreed; all others have UTC, USD and the list prices. */
@Command(name = "list", description = "List what is agreed with tenants. All others: UTC, USD, list prices.")
final class TenantsListCommand extends ApiCommand {
    @Override
    protected JsonNode ask() {
        return Lists.items(api().get("/v1/tenants", Map.of()));
    }

    @Override
    protected Collection<String> text(JsonNode tenants) {
        List<String> lines = new ArrayList<>();
        tenants.forEach(tenant -> lines.addAll(lines(tenant)));
        return lines.isEmpty() ? List.of("No tenant is declared; all have UTC, USD and the list prices.") : lines;
    }

    static List<String> lines(JsonNode tenant) {
        List<String> lines = new ArrayList<>();
        lines.add(tenant.path("tenant").asText() + ": " + tenant.path("zone").asText() + ", "
                + tenant.path("currency").asText());
        lines.addAll(TenantZones.lines(tenant));
        for (JsonNode contract : tenant.path("contracts")) {
            BigDecimal discount = new BigDecimal(contract.path("discount").asText("0"));
            String what = contract.path("for")
                    .asText()
                    .replaceFirst("^\\*/\\*$", "everything")
                    .replaceFirst("/\\*$", "");
            String terms = (contract.path("fixed_rates").asBoolean() ? "fixed rates" : "list prices")
                    + (discount.signum() > 0 ? " less " + Amounts.percent(discount) : "");
            lines.add("  " + what + ": " + terms + since(contract.path("from"))
                    + (contract.path("to").isTextual()
                            ? " to " + contract.path("to").asText()
                            : ""));
        }
        for (JsonNode volume : tenant.path("volume_discounts")) {
            VolumeDiscount.parse(volume.path("steps").asText())
                    .steps()
                    .forEach((above, fraction) -> lines.add("  each month above $" + above.toPlainString() + ": less "
                            + Amounts.percent(fraction) + since(volume.path("from"))));
        }
        return lines;
    }

    private static String since(JsonNode from) {
        return from.isTextual() ? " from " + from.asText() : "";
    }
}
