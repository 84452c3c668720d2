package io.costream.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.avro.Call;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.awaitility.Awaitility;

/**
 * What an instance says of random calls, in every kind of rollup and window, against what a plain loop finds.
 *
 * @param first of a range of whole months around all calls
 * @param last behind that range
 */
record ComparedTotals(PlainTotals expected, LocalDate first, LocalDate last, String run) {
    /** Asks for all tenants, one instance after the other. */
    void assertEqual(List<JsonApi> apis) {
        int turn = 0;
        for (Map.Entry<String, PlainCalendar> tenant : RandomCalls.CALENDARS.entrySet()) {
            new Question(apis.get(turn++ % apis.size()), tenant.getKey(), tenant.getValue()).assertAll();
        }
    }

    private static String user(Call call) {
        return orEmpty(call.getUser());
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }

    /** What one instance says of one tenant. */
    private final class Question {
        private final JsonApi api;
        private final String tenant;
        private final PlainCalendar calendar;

        private Question(JsonApi api, String tenant, PlainCalendar calendar) {
            this.api = api;
            this.tenant = tenant;
            this.calendar = calendar;
        }

        void assertAll() {
            List.of("hour", "day", "week", "month").forEach(window -> assertRows("total", window, call -> ""));
            assertRows("provider,model", "day", call -> call.getProvider() + " " + call.getModel());
            assertRows(
                    "provider,model,operation",
                    "hour",
                    call -> call.getProvider() + " " + call.getModel() + " " + call.getOperation());
            assertRows("framework,model", "month", call -> orEmpty(call.getFramework()) + " " + call.getModel());
            assertRows("user", "day", ComparedTotals::user);
            assertRows("user,model", "week", call -> user(call) + " " + call.getModel());
            for (int session = 0; session < RandomCalls.SESSIONS; session += 10) {
                assertSession("session-" + session);
            }
        }

        private void assertRows(String rollup, String window, Function<Call, String> key) {
            boolean ofUsers = rollup.startsWith("user");
            Function<Call, String> name = call -> ofUsers && call.getUser() == null
                    ? ""
                    : (calendar.start(call, window) + " " + key.apply(call)).strip();

            Map<String, JsonNode> items = items(rollup, window);
            Map<String, PlainTotals.Row> rows = new TreeMap<>();
            items.forEach((named, item) -> rows.put(named, PlainTotals.Row.of(item)));
            assertThat(rows)
                    .as("%s by %s per %s, %s", tenant, rollup, window, run)
                    .isEqualTo(expected.of(tenant, name));
            Map<String, List<Long>> latencies = expected.latencies(tenant, name);
            items.forEach((named, item) -> {
                for (int percent : List.of(50, 95, 99)) {
                    JsonNode found = item.path("p" + percent + "_latency_ms");
                    assertThat(ofUsers ? found.isNull() : isPercentile(found, latencies.get(named), percent))
                            .as(
                                    "%s by %s per %s: %d %% of %s is %s; %s",
                                    tenant, rollup, window, percent, named, found, run)
                            .isTrue();
                }
            });
        }

        /** By nearest rank, within the error that is stated. */
        private static boolean isPercentile(JsonNode found, List<Long> micros, int percent) {
            if (micros.isEmpty()) {
                return found.isNull();
            }
            long exact = micros.get((int) Math.ceil(micros.size() * percent / 100.0) - 1);
            long stated = found.decimalValue().movePointRight(3).longValueExact();
            return Math.abs(stated - exact) <= exact / 32;
        }

        private Map<String, JsonNode> items(String rollup, String window) {
            JsonNode answer = complete("/v1/usage?tenant=" + tenant + "&rollup=" + rollup + "&window=" + window
                    + "&from=" + first + "&to=" + last + "&require=complete");
            assertThat(answer.path("source").asText()).isEqualTo("cells");
            Map<String, JsonNode> items = new TreeMap<>();
            for (JsonNode item : answer.path("items")) {
                StringBuilder name = new StringBuilder(item.path("window_start").asText());
                item.path("key").forEach(value -> name.append(' ').append(value.asText()));
                items.put(name.toString(), item);
            }
            return items;
        }

        private void assertSession(String session) {
            PlainTotals.Row row = expected.of(tenant, call -> session.equals(call.getSessionId()) ? session : "")
                    .get(session);

            JsonNode answer = complete("/v1/sessions/" + session + "?tenant=" + tenant);

            assertThat(answer.path("calls").asLong()).isEqualTo(row.calls());
            assertThat(answer.path("total_cost").asText()).isEqualTo(row.cost());
        }

        /** While partitions move, an answer is refused or says that it is partial: it is asked for again. */
        private JsonNode complete(String path) {
            return Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .until(
                            () -> api.get(path),
                            answer -> answer.path("complete").asBoolean());
        }
    }
}
