package io.costream.alerts;

import io.costream.alerts.domain.Dimension;
import io.costream.alerts.domain.WindowKind;
import io.costream.avro.Budget;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Reads the fields of one budget of a file. Used once; not thread-safe. */
final class BudgetFields {
    static final List<String> DEFAULT_THRESHOLDS = List.of("0.5", "0.75", "0.9", "1.0");

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final BigDecimal MOST = BigDecimal.TEN;
    private static final List<String> STEPS =
            List.of("reduce_max_tokens", "use_smaller_model", "disable_tools", "reduce_temperature");
    private static final List<String> DAYS = Arrays.stream(DayOfWeek.values())
            .map(day -> day.name().toLowerCase(Locale.ROOT))
            .toList();

    private final FileNode.Mapping budget;
    private final BudgetFile.Known known;
    private final FileProblems problems;
    private final FileValues values;
    private final Map<String, String> settings = new TreeMap<>();
    private final Budget.Builder result = Budget.newBuilder()
            .setId("")
            .setRevision(0)
            .setLimits(Map.of())
            .setThresholds(DEFAULT_THRESHOLDS)
            .setAppliedAt(Instant.EPOCH);

    BudgetFields(FileNode.Mapping budget, BudgetFile.Known known, FileProblems problems) {
        this.budget = budget;
        this.known = known;
        this.problems = problems;
        this.values = new FileValues(problems);
    }

    Budget read() {
        Map<String, Consumer<FileNode>> readers = readers();
        budget.fields().forEach((name, node) -> {
            Consumer<FileNode> reader = readers.get(name);
            if (reader == null) {
                problems.error(
                        node.line(),
                        "'" + name + "' is no field of a budget; allowed are " + String.join(", ", readers.keySet()));
            } else {
                reader.accept(node);
            }
        });
        require("id", "id: acme-daily");
        require("limits", "limits: {day: 50}");
        return result.setSettings(settings).build();
    }

    private void require(String field, String example) {
        if (!budget.fields().containsKey(field)) {
            problems.error(budget.line(), "the budget has no " + field + ", such as " + example);
        }
    }

    private Map<String, Consumer<FileNode>> readers() {
        Map<String, Consumer<FileNode>> readers = new LinkedHashMap<>();
        readers.put("id", this::readId);
        readers.put("name", node -> values.text("name", node).ifPresent(result::setName));
        readers.put("scope", this::readScope);
        readers.put("each", this::readEach);
        readers.put("limits", this::readLimits);
        readers.put("currency", this::readCurrency);
        readers.put("zone", this::readZone);
        readers.put("week_start", node -> values.oneOf("week_start", node, DAYS).ifPresent(result::setWeekStart));
        readers.put(
                "enforcement",
                node -> values.oneOf("enforcement", node, List.of("hard", "soft", "adaptive"))
                        .ifPresent(result::setEnforcement));
        readers.put("thresholds", this::readThresholds);
        readers.put("degrade", this::readDegrade);
        readers.put("fallback_models", this::readFallbackModels);
        readers.put("parent", this::readParent);
        readers.put(
                "when_stale",
                node -> values.oneOf("when_stale", node, List.of("open", "closed"))
                        .ifPresent(word -> settings.put("when_stale", word)));
        readers.put(
                "enabled",
                node -> values.oneOf("enabled", node, List.of("true", "false"))
                        .ifPresent(word -> result.setEnabled(Boolean.parseBoolean(word))));
        readers.put(
                "raise",
                node -> problems.error(
                        node.line(),
                        "raise: a limit for a time is not supported yet; change the limit in limits instead"));
        return readers;
    }

    private void readId(FileNode node) {
        Optional<String> id = values.text("id", node);
        if (id.isPresent() && !ID.matcher(id.get()).matches()) {
            problems.error(
                    node.line(),
                    "id is '" + id.get() + "'; allowed are up to 100 letters, digits, dots, hyphens and underscores");
        } else {
            id.ifPresent(result::setId);
        }
    }

    private void readScope(FileNode node) {
        Map<String, String> scope = new TreeMap<>();
        values.mapping("scope", node)
                .forEach((name, value) -> dimension("scope", name, value)
                        .flatMap(dimension -> values.text("scope." + name, value))
                        .ifPresent(text -> putScope(scope, name, text, value.line())));
        result.setScope(scope);
    }

    private void putScope(Map<String, String> scope, String name, String text, int line) {
        String value = text;
        if (name.equals("model")) {
            Optional<String> provider = provider(text);
            value = provider.map(prefix -> text.substring(prefix.length() + 1)).orElse(text);
            provider.ifPresent(prefix -> putScope(scope, "provider", prefix, line));
            warnOfUnknown("scope.model", value, line);
        }
        String before = scope.put(name, value);
        if (before != null && !before.equals(value)) {
            problems.error(line, "scope names two values of " + name + ": " + before + " and " + value);
        }
    }

    /** Of a model that is written as provider/model or provider:model. */
    private Optional<String> provider(String model) {
        int end = model.replace(':', '/').indexOf('/');
        return Optional.of(model.substring(0, Math.max(0, end)))
                .filter(prefix -> !prefix.isEmpty() && known.isProvider(prefix));
    }

    private void warnOfUnknown(String field, String model, int line) {
        if (!known.isModel(model)) {
            problems.warning(line, field + ": no price is known for the model '" + model + "'");
        }
    }

    private Optional<Dimension> dimension(String field, String name, FileNode node) {
        try {
            if (!name.isEmpty()) {
                return Optional.of(new Dimension(name));
            }
            problems.error(node.line(), field + ": a dimension is expected; allowed are " + Dimension.ALLOWED);
        } catch (IllegalArgumentException e) {
            problems.error(node.line(), field + ": " + e.getMessage());
        }
        return Optional.empty();
    }

    private void readEach(FileNode node) {
        Optional<String> name = values.text("each", node)
                .flatMap(text -> dimension("each", text, node))
                .map(Dimension::name);
        boolean fixed = name.isPresent()
                && budget.fields().get("scope") instanceof FileNode.Mapping scope
                && scope.fields().containsKey(name.get());
        if (fixed) {
            problems.error(node.line(), "each: the scope has one value of " + name.orElseThrow() + " only");
        }
        name.ifPresent(result::setEach);
    }

    private void readLimits(FileNode node) {
        Map<String, String> limits = new TreeMap<>();
        values.mapping("limits", node).forEach((word, value) -> {
            if (WindowKind.of(word).isEmpty()) {
                problems.error(
                        value.line(),
                        "limits: '" + word + "' is none; allowed are request, hour, day, week, month, total");
            } else {
                values.positive("limits." + word, value)
                        .ifPresent(number ->
                                limits.put(word, number.stripTrailingZeros().toPlainString()));
            }
        });
        result.setLimits(limits);
    }

    private void readCurrency(FileNode node) {
        Optional<String> currency = values.text("currency", node);
        if (currency.isPresent() && !currency.get().equals("USD")) {
            problems.error(
                    node.line(),
                    "currency is '" + currency.get() + "'; budgets in other currencies than USD are not supported yet");
        }
    }

    private void readZone(FileNode node) {
        values.text("zone", node).ifPresent(zone -> {
            try {
                result.setZone(ZoneId.of(zone).getId());
            } catch (DateTimeException e) {
                problems.error(
                        node.line(), "zone is '" + zone + "'; a time zone such as UTC or Europe/Paris is expected");
            }
        });
    }

    private void readThresholds(FileNode node) {
        SortedSet<BigDecimal> thresholds = new TreeSet<>();
        for (FileNode item : values.list("thresholds", node)) {
            values.fraction("thresholds", item, MOST).ifPresent(threshold -> {
                if (!thresholds.add(threshold)) {
                    problems.error(item.line(), "thresholds has " + threshold + " twice");
                }
            });
        }
        result.setThresholds(thresholds.stream().map(BigDecimal::toPlainString).toList());
    }

    private void readDegrade(FileNode node) {
        List<String> steps = new ArrayList<>();
        for (FileNode item : values.list("degrade", node)) {
            Map<String, FileNode> step = values.mapping("degrade", item);
            if (!step.isEmpty() && !step.keySet().equals(Set.of("at", "step"))) {
                problems.error(item.line(), "degrade: each step is written {at: 0.8, step: reduce_max_tokens}");
            } else if (!step.isEmpty()) {
                Optional<BigDecimal> at = values.fraction("degrade.at", field(step, "at"), MOST);
                Optional<String> what = values.oneOf("degrade.step", field(step, "step"), STEPS);
                at.ifPresent(from -> what.ifPresent(word -> steps.add(from.toPlainString() + "=" + word)));
            }
        }
        settings.put("degrade", String.join(",", steps));
    }

    private static FileNode field(Map<String, FileNode> fields, String name) {
        return fields.getOrDefault(name, new FileNode.Scalar(1, ""));
    }

    private void readFallbackModels(FileNode node) {
        List<String> models = values.texts("fallback_models", node);
        models.forEach(model -> warnOfUnknown(
                "fallback_models",
                provider(model)
                        .map(prefix -> model.substring(prefix.length() + 1))
                        .orElse(model),
                node.line()));
        settings.put("fallback_models", String.join(",", models));
    }

    private void readParent(FileNode node) {
        values.text("parent", node).ifPresent(parent -> {
            if (budget.fields().get("id") instanceof FileNode.Scalar id
                    && id.text().equals(parent)) {
                problems.error(node.line(), "parent: a budget cannot be its own");
            }
            settings.put("parent", parent);
        });
    }
}
