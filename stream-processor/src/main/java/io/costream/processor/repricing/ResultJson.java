package io.costream.processor.repricing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.costream.avro.Repricing;
import io.costream.pricing.PriceEntry;
import io.costream.processor.domain.Window;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run as JSON: what commands print, what the API answers, and what is stored of a run that has ended. */
public final class ResultJson {
    /** Rows that are stored with a run: a record must stay well below a megabyte. */
    static final int MOST_STORED = 2_000;

    private ResultJson() {}

    public static ObjectNode of(RepricingResult result) {
        return of(result, Integer.MAX_VALUE);
    }

    /** With the rows that change most where there are more; {@code by_omitted} says how many are left out. */
    static ObjectNode of(RepricingResult result, int mostRows) {
        ObjectNode json = head(result.run(), result.state());
        addSums(json, result.sums(), mostRows);
        return json;
    }

    static void addSums(ObjectNode json, RepricingSums sums, int mostRows) {
        RepricingSum total = sums.total();
        json.put("calls_read", total.calls())
                .put("calls_changed", total.changed())
                .put("became_priced", total.becamePriced())
                .put("became_unpriced", total.becameUnpriced())
                .put("unpriced_calls", total.unpriced());
        addAmounts(json, total);
        addGroups(json, sums.groups(), mostRows);
        json.putArray("entries");
        sums.entries().forEach(entry -> addEntry(json, entry.getKey(), entry.getValue()));
        json.putArray("largest");
        sums.largest()
                .forEach(call -> json.withArray("largest")
                        .addObject()
                        .put("call_id", call.callId())
                        .put("tenant", call.tenant())
                        .put("provider", call.provider())
                        .put("model", call.model())
                        .put("timestamp", Window.instant(call.atMicros()).toString())
                        .put("before", call.wasPriced() ? call.before().toString() : null)
                        .put("after", call.isPriced() ? call.after().toString() : null)
                        .put("change", call.change().toString()));
    }

    /** What is known of a run before it has ended. */
    public static ObjectNode of(Repricing run) {
        return head(run, run.getState().name().toLowerCase(Locale.ROOT)).put("posted", run.getPosted());
    }

    private static ObjectNode head(Repricing run, String state) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("run", run.getRun())
                .put("state", state)
                .put("revision", run.getPriceRevision())
                .put("from", run.getFrom().toString())
                .put("to", run.getTo().toString())
                .put("tenant", orNull(run.getTenant()))
                .put("provider", orNull(run.getProvider()))
                .put("model", orNull(run.getModel()))
                .put("only_unpriced", run.getOnlyUnpriced())
                .put("strict", run.getStrict())
                .put("started_by", run.getStartedBy())
                .put("started", run.getStarted().toString())
                .put("updated", run.getUpdated().toString());
        return json.put("problem", orNull(run.getProblem()));
    }

    private static void addGroups(
            ObjectNode json, List<Map.Entry<RepricingSums.Group, RepricingSum>> groups, int mostRows) {
        json.putArray("by");
        List<Map.Entry<RepricingSums.Group, RepricingSum>> rows = groups.size() <= mostRows
                ? groups
                : groups.stream()
                        .sorted(Comparator.comparing(row -> -row.getValue().changed()))
                        .limit(mostRows)
                        .toList();
        for (Map.Entry<RepricingSums.Group, RepricingSum> row : rows) {
            ObjectNode item = json.withArray("by").addObject();
            item.put("tenant", row.getKey().tenant())
                    .put("provider", row.getKey().provider())
                    .put("model", row.getKey().model())
                    .put("day", row.getKey().day().toString())
                    .put("calls", row.getValue().calls())
                    .put("calls_changed", row.getValue().changed());
            addAmounts(item, row.getValue());
        }
        json.put("by_omitted", groups.size() - rows.size());
    }

    private static void addEntry(ObjectNode json, RepricingSums.Entry entry, RepricingSum sum) {
        PriceEntry price = entry.price();
        ObjectNode item = json.withArray("entries").addObject();
        item.put("model", entry.model())
                .put("contract_of", orNull(price.tenant()))
                .put("valid_from", bounded(price.from()))
                .put("valid_to", bounded(price.to()))
                .put("recorded_at", bounded(price.recordedAt()))
                .put("revision", price.revision())
                .put("source", orNull(price.source()))
                .put("calls", sum.calls());
        addAmounts(item, sum);
    }

    private static void addAmounts(ObjectNode json, RepricingSum sum) {
        json.put("before", sum.before().toString())
                .put("after", sum.after().toString())
                .put("change", sum.change().toString());
    }

    private static @Nullable String bounded(Instant instant) {
        return instant.equals(Instant.MIN) || instant.equals(Instant.MAX) ? null : instant.toString();
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
