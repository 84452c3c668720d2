package io.costream.cli.tenants;

import io.costream.cli.terminal.CommandFailure;
import io.costream.pricing.ModelPrices;
import io.costream.pricing.Naming;
import io.costream.pricing.PriceBook;
import io.costream.pricing.PriceEntry;
import io.costream.pricing.VolumeDiscount;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Discounts as they are typed, in percent. */
final class Discounts {
    private static final Pattern PERCENT = Pattern.compile("\\d{1,3}(\\.\\d{1,6})?%?");
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,12}(\\.\\d{1,12})?");

    private Discounts() {}

    /** Reads {@code 10}, {@code openai=15} and {@code openai/gpt-4o=20} into entries of a tenant's contract. */
    static List<ModelPrices> contracts(List<String> typed, String tenant, Instant from, PriceBook book) {
        List<ModelPrices> contracts = new ArrayList<>();
        for (String text : typed) {
            int equal = text.lastIndexOf('=');
            String scope = equal < 0 ? "" : text.substring(0, equal).strip();
            BigDecimal fraction = fraction("--discount", text.substring(equal + 1));
            PriceEntry entry = PriceEntry.builder()
                    .tenant(tenant)
                    .from(from)
                    .discount(fraction)
                    .source("costream tenants set")
                    .build();
            contracts.add(contract(scope, entry, book));
        }
        return contracts;
    }

    private static ModelPrices contract(String scope, PriceEntry entry, PriceBook book) {
        String any = ModelPrices.PROVIDER_DEFAULT;
        List<Naming> noNames = List.of();
        if (scope.isEmpty()) {
            return new ModelPrices(any, any, noNames, List.of(entry));
        }
        Optional<String> provider = book.models().stream()
                .map(ModelPrices::provider)
                .filter(name -> name.equalsIgnoreCase(scope))
                .findFirst();
        if (provider.isPresent()) {
            return new ModelPrices(provider.get(), any, noNames, List.of(entry));
        }
        ModelPrices model = book.named("", scope)
                .orElseThrow(() -> CommandFailure.wrongUsage(
                        "--discount names '" + scope + "', which is no provider and no model of the price book"));
        return new ModelPrices(model.provider(), model.model(), noNames, List.of(entry));
    }

    /** Reads {@code 1000=5}: five percent of what a month's spending is above 1,000 USD. */
    static VolumeDiscount volume(List<String> typed) {
        TreeMap<BigDecimal, BigDecimal> steps = new TreeMap<>();
        for (String text : typed) {
            int equal = text.indexOf('=');
            String above = equal < 0 ? "" : text.substring(0, equal).strip();
            if (!AMOUNT.matcher(above).matches()) {
                throw CommandFailure.wrongUsage("--volume-discount is '" + text
                        + "', but USD=PERCENT such as 1000=5 is expected: 5 % of what a month is above 1,000 USD");
            }
            steps.put(new BigDecimal(above), fraction("--volume-discount", text.substring(equal + 1)));
        }
        return new VolumeDiscount(steps);
    }

    private static BigDecimal fraction(String option, String text) {
        String percent = text.strip();
        if (!PERCENT.matcher(percent).matches()) {
            throw CommandFailure.wrongUsage(option + " is '" + text + "', but a percentage such as 12.5 is expected");
        }
        BigDecimal fraction = new BigDecimal(percent.replace("%", "")).movePointLeft(2);
        if (fraction.compareTo(BigDecimal.ONE) > 0) {
            throw CommandFailure.wrongUsage(option + " is '" + text + "', but no more than 100 can be taken off");
        }
        return fraction;
    }
}
