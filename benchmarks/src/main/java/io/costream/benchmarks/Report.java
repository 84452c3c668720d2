package io.costream.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The results as a table for people and as JSON: where entries ran in several turns, the table has of each the turn whose
 * calls per second are the median, and the JSON has all. Not thread-safe.
 */
final class Report {
    private static final List<String> COLUMNS = List.of(
            "",
            "calls measured",
            "after",
            "calls/s",
            "slowest and fastest turn",
            "of the floor with as many threads",
            "× DSL",
            "CPU µs per call, process + broker",
            "changelog records per call",
            "changelog bytes per call",
            "others on the machine");

    private final RaceOptions options;
    private final Instant began = Instant.now();
    /** Of each entry those of its turns. */
    private final Map<Entry, SortedMap<Integer, Result>> results = new EnumMap<>(Entry.class);

    Report(RaceOptions options) {
        this.options = options;
    }

    void add(int turn, Result result) {
        results.computeIfAbsent(result.entry(), entry -> new TreeMap<>()).put(turn, result);
    }

    /** Of each entry the laps of all turns, the slowest first. */
    private Optional<List<Result>> sorted(Entry entry) {
        return Optional.ofNullable(results.get(entry))
                .map(turns -> turns.values().stream()
                        .sorted(Comparator.comparing(result -> result.lap().callsPerSecond()))
                        .toList());
    }

    /** Of an even number the faster one of the two in the middle. */
    private static Result median(List<Result> sorted) {
        return sorted.get(sorted.size() / 2);
    }

    String text() {
        StringBuilder text = new StringBuilder("| " + String.join(" | ", COLUMNS) + " |\n|---|");
        text.append("--:|".repeat(COLUMNS.size() - 1)).append('\n');
        results.keySet().forEach(entry -> sorted(entry).map(this::row).ifPresent(text::append));
        return text.append('\n').append(machine()).toString();
    }

    private String row(List<Result> sorted) {
        Result result = median(sorted);
        Lap lap = result.lap();
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %,d | %,d | %,d–%,d | %s | %s | %.1f + %.1f | %.2f | %.0f | %d %% of a core |%n",
                result.entry().label(),
                lap.calls(),
                lap.callsBefore(),
                lap.callsPerSecond(),
                sorted.get(0).lap().callsPerSecond(),
                sorted.get(sorted.size() - 1).lap().callsPerSecond(),
                percent(lap, result.entry().threads() == 1 ? Entry.TRANSACTIONS : Entry.TRANSACTIONS_2),
                times(lap, Entry.DSL),
                micros(lap.cpuNanos(), lap),
                micros(lap.brokerCpuNanos(), lap),
                result.changelogRecordsPerCall(),
                result.changelogBytesPerCall(),
                lap.otherPercent());
    }

    private static double micros(long nanos, Lap lap) {
        return nanos / 1_000.0 / lap.calls();
    }

    private String percent(Lap lap, Entry base) {
        return lapOf(base)
                .map(other ->
                        String.format(Locale.ROOT, "%.1f %%", 100.0 * lap.callsPerSecond() / other.callsPerSecond()))
                .orElse("");
    }

    private String times(Lap lap, Entry base) {
        return lapOf(base)
                .map(other ->
                        String.format(Locale.ROOT, "%.1f", (double) lap.callsPerSecond() / other.callsPerSecond()))
                .orElse("");
    }

    private Optional<Lap> lapOf(Entry entry) {
        return sorted(entry).map(sorted -> median(sorted).lap());
    }

    private String machine() {
        return String.format(
                Locale.ROOT,
                "%s; Java %s, %d cores; %d partitions, %d tenants, commits every %d ms; %d s of warm-up, %d s measured",
                began,
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                options.partitions(),
                options.tenants(),
                Course.COMMIT_INTERVAL_MILLIS,
                options.warmUpSeconds(),
                options.seconds());
    }

    String json() throws JsonProcessingException {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("at", began.toString());
        document.put("java", Runtime.version().toString());
        document.put("cores", Runtime.getRuntime().availableProcessors());
        document.put("partitions", options.partitions());
        document.put("tenants", options.tenants());
        document.put("commit_interval_ms", Course.COMMIT_INTERVAL_MILLIS);
        document.put("warm_up_seconds", options.warmUpSeconds());
        document.put("seconds", options.seconds());
        List<Map<String, Object>> rows = new ArrayList<>();
        results.values().forEach(turns -> turns.forEach((turn, result) -> rows.add(json(turn, result))));
        document.put("entries", rows);
        return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(document);
    }

    private static Map<String, Object> json(int turn, Result result) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("entry", result.entry().id());
        row.put("turn", turn);
        row.put("label", result.entry().label());
        row.put("threads", result.entry().threads());
        row.put("changelog_records_per_call", result.changelogRecordsPerCall());
        row.put("changelog_bytes_per_call", result.changelogBytesPerCall());
        row.putAll(json(result.lap()));
        return row;
    }

    private static Map<String, Object> json(Lap lap) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("calls", lap.calls());
        row.put("calls_before", lap.callsBefore());
        row.put("nanos", lap.nanos());
        row.put("calls_per_second", lap.callsPerSecond());
        row.put("cpu_nanos_per_call", lap.cpuNanosPerCall());
        row.put("cpu_nanos", lap.cpuNanos());
        row.put("broker_cpu_nanos", lap.brokerCpuNanos());
        row.put("other_cpu_nanos", lap.otherCpuNanos());
        return row;
    }
}
