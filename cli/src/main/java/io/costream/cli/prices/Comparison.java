package io.costream.cli.prices;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.costream.cli.calls.ModelNames;
import io.costream.cli.terminal.Amounts;
import io.costream.cli.terminal.CommandFailure;
import io.costream.cli.terminal.Table;
import io.costream.pricing.ModelPrices;
import io.costream.pricing.PriceBook;
import io.costream.pricing.cases.PriceCases;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The same task on several models, cheapest first. Immutable. */
final class Comparison {
    private static final String CURRENCY = "USD";
    private static final MathContext FACTOR_DIGITS = new MathContext(4);

    private record Price(String model, BigDecimal total, JsonNode components) {}

    private final List<Price> prices;
    private final List<String> unpriced;
    private final Optional<BigDecimal> baseline;

    private Comparison(List<Price> prices, List<String> unpriced, Optional<BigDecimal> baseline) {
        this.prices = prices;
        this.unpriced = unpriced;
        this.baseline = baseline;
    }

    static Comparison of(Task task, String models, String baseline, PriceBook book, PriceCases cases) {
        boolean all = models.equals("all");
        ModelNames names = KnownModels.names(book);
        List<ModelNames.Model> asked = (all
                        ? book.models().stream()
                                .filter(prices -> !prices.model().equals(ModelPrices.PROVIDER_DEFAULT))
                                .map(prices -> new ModelNames.Model(prices.provider(), prices.model()))
                        : Stream.concat(Arrays.stream(models.split(",")), Stream.of(baseline))
                                .map(String::trim)
                                .filter(model -> !model.isEmpty())
                                .map(model -> names.read("", model)))
                .distinct()
                .toList();
        List<Price> priced = new ArrayList<>();
        List<String> unpriced = new ArrayList<>();
        for (ModelNames.Model model : asked) {
            ObjectNode answer = cases.price(task.row(model.provider(), model.name()));
            if (answer.path("status").asText().equals("PRICED")) {
                BigDecimal total = new BigDecimal(answer.path("total").asText());
                priced.add(new Price(model.toString(), total, answer.path("components")));
            } else {
                unpriced.add(model.toString());
            }
        }
        priced.sort(Comparator.comparing(Price::total).thenComparing(Price::model));
        String base = baseline.isEmpty() ? "" : names.read("", baseline).toString();
        Optional<BigDecimal> reference = priced.stream()
                .filter(price -> price.model().equals(base))
                .map(Price::total)
                .findFirst();
        if (!base.isEmpty() && reference.isEmpty()) {
            throw CommandFailure.wrongUsage("the baseline " + base + " has no price at that time");
        }
        return new Comparison(priced, all ? List.of() : unpriced, reference);
    }

    /** What relative cost is relative to: the baseline, or the cheapest that is not free. */
    private Optional<BigDecimal> reference() {
        return baseline.or(() -> prices.stream()
                        .map(Price::total)
                        .filter(total -> total.signum() > 0)
                        .findFirst())
                .filter(total -> total.signum() > 0);
    }

    private Optional<BigDecimal> relative(Price price) {
        return reference().map(total -> price.total().divide(total, FACTOR_DIGITS));
    }

    private Optional<BigDecimal> factor() {
        if (prices.isEmpty() || prices.get(0).total().signum() == 0) {
            return Optional.empty();
        }
        BigDecimal dearest = prices.get(prices.size() - 1).total();
        return Optional.of(dearest.divide(prices.get(0).total(), FACTOR_DIGITS));
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode models = json.putArray("models");
        for (Price price : prices) {
            ObjectNode model = models.addObject().put("model", price.model());
            model.put("total", price.total().toPlainString());
            model.set("components", price.components());
            model.put(
                    "relative_cost",
                    relative(price).map(BigDecimal::toPlainString).orElse(null));
        }
        if (!prices.isEmpty()) {
            json.put("cheapest", prices.get(0).model());
            json.put("dearest", prices.get(prices.size() - 1).model());
        }
        json.put("factor", factor().map(BigDecimal::toPlainString).orElse(null));
        unpriced.forEach(json.putArray("unpriced")::add);
        return json;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        Amounts money = Amounts.of(prices.stream().map(Price::total).toList(), CURRENCY);
        Table table = Table.of("lrrll").row("", "cost", "relative", "", "by component");
        for (int i = 0; i < prices.size(); i++) {
            Price price = prices.get(i);
            String mark = i == 0 ? "cheapest" : i == prices.size() - 1 ? "dearest" : "";
            List<String> parts = new ArrayList<>();
            price.components()
                    .properties()
                    .forEach(part -> parts.add(part.getKey() + " "
                            + Amounts.money(new BigDecimal(part.getValue().asText()), CURRENCY)));
            table.row(
                    price.model(),
                    money.money(price.total()),
                    relative(price).map(factor -> factor.toPlainString() + "×").orElse("–"),
                    mark,
                    String.join(", ", parts));
        }
        lines.addAll(table.lines());
        factor().ifPresent(factor -> lines.add("The dearest costs " + factor.toPlainString() + " times the cheapest."));
        unpriced.forEach(model -> lines.add("UNPRICED: " + model));
        return lines;
    }
}
