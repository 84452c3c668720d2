package io.costream.processor.http;

import static io.costream.processor.domain.Dimension.FRAMEWORK;
import static io.costream.processor.domain.Dimension.MODEL;
import static io.costream.processor.domain.Dimension.OPERATION;
import static io.costream.processor.domain.Dimension.PROVIDER;
import static io.costream.processor.domain.Dimension.USER;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.costream.pricing.Direction;
import io.costream.pricing.ExchangeRates.ExchangeRate;
import io.costream.pricing.Money;
import io.costream.processor.domain.Cell;
import io.costream.processor.domain.Dimension;
import io.costream.processor.domain.WindowKind;
import io.costream.processor.query.UsageAnswer;
import io.costream.processor.query.UsageQuery;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The report over a range: one summary and its splits, all of one state. */
final class ReportJson {
    private static final List<Dimension> CALLS = List.of(PROVIDER, MODEL, OPERATION);
    private static final List<Dimension> FRAMEWORKS = List.of(FRAMEWORK, MODEL);
    private static final List<Dimension> USERS = List.of(USER);
    /** Tokens that the cost is stated per. */
    private static final int THOUSAND = 1000;

    private ReportJson() {}

    /** What has to be asked, in the order in which {@link #of} takes the answers. */
    static List<UsageQuery> queries(String tenant, Instant start, Instant end, Map<Dimension, String> filters) {
        Function<List<Dimension>, UsageQuery> by =
                dimensions -> new UsageQuery(tenant, dimensions, WindowKind.ALL, start, end, filters);
        return List.of(by.apply(List.of()), by.apply(CALLS), by.apply(FRAMEWORKS), by.apply(USERS));
    }

    static ObjectNode of(List<UsageAnswer> answers, ExchangeRate rate) {
        List<UsageAnswer.Row> totals = answers.get(0).rows();
        List<UsageAnswer.Row> calls = answers.get(1).rows();
        List<UsageAnswer.Row> frameworks = answers.get(2).rows();
        Cell all = totals.isEmpty() ? new Cell() : totals.get(0).cell();
        Money whole = all.total();
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.set("summary", summary(all, rate));
        report.set("by_provider", byProvider(calls, whole, rate));
        report.set("by_model", single(calls, 1, whole, rate));
        report.set("by_task_type", single(calls, 2, whole, rate));
        report.set("by_framework", single(frameworks, 0, whole, rate));
        report.set("by_framework_model", rows(FRAMEWORKS, frameworks, whole, rate));
        report.set("by_user", single(answers.get(3).rows(), 0, whole, rate));
        report.set("by_component", byComponent(all, rate));
        return report;
    }

    private static ObjectNode summary(Cell all, ExchangeRate rate) {
        ObjectNode summary = RowJson.of(RowJson.key("total"), all, all.total(), rate);
        long input = all.tokens(Direction.INPUT);
        long output = all.tokens(Direction.OUTPUT);
        long tokens = Math.addExact(input, output);
        Money perThousand = Money.rounded(all.total().toBigDecimal().multiply(BigDecimal.valueOf(THOUSAND)));
        summary.putObject("efficiency")
                .put("cost_per_1k_tokens", rate.convert(RowJson.averageMoney(perThousand, tokens)))
                .put(
                        "average_tokens_per_call",
                        all.calls() == 0
                                ? BigDecimal.ZERO
                                : BigDecimal.valueOf(tokens)
                                        .divide(BigDecimal.valueOf(all.calls()), 1, RoundingMode.HALF_EVEN))
                .put("input_output_ratio", RowJson.ratio(input, output));
        return summary;
    }

    private static ArrayNode rows(List<Dimension> by, List<UsageAnswer.Row> rows, Money whole, ExchangeRate rate) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        rows.forEach(row -> array.add(RowJson.of(RowJson.key(by, row.key()), row.cell(), whole, rate)));
        return array;
    }

    /** Rows summed by the value at one place of their key. */
    private static ArrayNode single(List<UsageAnswer.Row> rows, int place, Money whole, ExchangeRate rate) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        sums(rows, place).forEach((value, cell) -> array.add(RowJson.of(RowJson.key(value), cell, whole, rate)));
        return array;
    }

    private static ArrayNode byProvider(List<UsageAnswer.Row> rows, Money whole, ExchangeRate rate) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        sums(rows, 0).forEach((provider, cell) -> {
            ObjectNode row = RowJson.of(RowJson.key(provider), cell, whole, rate);
            ArrayNode operations = row.putArray("operations");
            List<UsageAnswer.Row> mine = rows.stream()
                    .filter(one -> one.key().get(0).equals(provider))
                    .toList();
            sums(mine, 2)
                    .forEach((operation, sum) -> RowJson.addLatency(
                            operations
                                    .addObject()
                                    .put("key", operation)
                                    .put("calls", sum.calls())
                                    .put("total_cost", rate.convert(sum.total())),
                            sum));
            array.add(row);
        });
        return array;
    }

    private static ArrayNode byComponent(Cell all, ExchangeRate rate) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        all.components().forEach((component, amount) -> {
            JsonNode share = JsonNodeFactory.instance.numberNode(
                    all.total().signum() == 0
                            ? BigDecimal.ZERO
                            : RowJson.ratio(amount.toBigDecimal(), all.total().toBigDecimal()));
            array.addObject()
                    .put("key", component.label())
                    .put("total_cost", rate.convert(amount))
                    .set("share", share);
        });
        return array;
    }

    /** Dearest first, then by name. */
    private static Map<String, Cell> sums(List<UsageAnswer.Row> rows, int place) {
        Map<String, Cell> sums = new LinkedHashMap<>();
        rows.forEach(row ->
                sums.computeIfAbsent(row.key().get(place), absent -> new Cell()).add(row.cell()));
        Map<String, Cell> sorted = new LinkedHashMap<>();
        sums.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, Cell> entry) ->
                                entry.getValue().total())
                        .reversed()
                        .thenComparing(Map.Entry::getKey))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }
}
