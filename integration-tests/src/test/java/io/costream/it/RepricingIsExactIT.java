package io.costream.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.avro.Call;
import io.costream.cli.registry.RegistryServer;
import io.costream.pricing.PriceBook;
import io.costream.processor.ProcessorApp;
import io.costream.processor.ProcessorConfig;
import io.costream.processor.repricing.LedgerCall;
import io.costream.processor.repricing.RepricingRequest;
import io.costream.processor.repricing.RepricingResult;
import io.costream.processor.repricing.ResultJson;
import io.costream.processor.repricing.RunObserver;
import io.costream.schemas.CallMapping;
import io.costream.schemas.ChargeMapping;
import io.costream.schemas.RegistryConfig;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prices that became known late: calls around them are priced by what was known, then again, and every amount is
 * compared with pricing by the final book. More calls: {@code -Dcostream.calls=200000 -Dcostream.seed=…}.
 */
@Timeout(900)
class RepricingIsExactIT {
    private static final int CALLS = Integer.getInteger("costream.calls", 3_000);
    private static final long SEED = Long.getLong("costream.seed", System.nanoTime());

    @SuppressWarnings("TimeInStaticInitializer") // One last day for a whole run is meant.
    private static final Instant TOMORROW =
            Clock.systemUTC().instant().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);

    @TempDir
    private Path folder;

    @Test
    void bringsEveryCallToTheFinalBookAndBack() {
        changeAndChangeBack(LatePrices.madeUp(TOMORROW.minus(6, ChronoUnit.DAYS)));
    }

    @Test
    void bringsEveryCallAroundRealChangesToTheFinalBookAndBack() {
        String conformance = System.getProperty("costream.conformance", "");
        Assumptions.assumeFalse(conformance.isBlank(), "costream.conformance is not set");

        changeAndChangeBack(LatePrices.real(Path.of(conformance)));
    }

    private void changeAndChangeBack(LatePrices late) {
        System.out.println("RepricingIsExactIT: seed " + SEED + ", " + CALLS + " calls, changes "
                + late.changes().size());
        try (TestKafka broker = TestKafka.start(folder.resolve("broker"));
                RegistryServer registry = RegistryServer.start(broker.bootstrapServers(), 0)) {
            RunningCostream costream = new RunningCostream(broker.bootstrapServers(), registry.url());
            costream.seed(late.known());
            try (ProcessorApp processor = ProcessorApp.start(config(broker, registry))) {
                changeAndChangeBack(late, costream, new JsonApi(processor.url()));
            }
        }
    }

    private ProcessorConfig config(TestKafka broker, RegistryServer registry) {
        return ProcessorConfig.of(Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                RegistryConfig.URL,
                registry.url(),
                "state.dir",
                folder.resolve("state").toString(),
                "api.port",
                "0",
                "reprice.unpriced",
                "false"));
    }

    private static void changeAndChangeBack(LatePrices late, RunningCostream costream, JsonApi api) {
        PriceBook old = costream.book();
        costream.send(new LateCalls(SEED, late.changes()).next(CALLS));
        RunningCostream.awaitRead(api, CALLS);
        assertPricedBy(old, costream.ledger(CALLS));
        JsonNode before = report(api);

        PriceBook all = costream.record(late);
        RepricingResult dry = costream.repricer().dryRun(request(OptionalLong.empty()), RunObserver.NONE);
        assertThat(api.get("/v1/audit").path("adjustments_as_of").path("0").asLong())
                .as("a dry run writes nothing")
                .isZero();

        RepricingResult run = commit(costream, api, OptionalLong.empty());
        JsonNode after = report(api);
        assertThat(changes(dry)).isEqualTo(changes(run));
        assertThat(run.sums().total().changed()).isPositive();
        assertPricedBy(all, costream.ledger(CALLS));
        assertPosted(run, before, after);
        assertTotalsByTenantModelAndDay(run, api);

        assertThat(commit(costream, api, OptionalLong.empty()).sums().total().changed())
                .as("a second run")
                .isZero();
        assertThat(report(api).path("summary")).isEqualTo(after.path("summary"));

        commit(costream, api, OptionalLong.of(old.revision()));
        assertPricedBy(old, costream.ledger(CALLS));
        assertThat(report(api).path("summary").path("total_cost"))
                .isEqualTo(before.path("summary").path("total_cost"));
        assertThat(report(api).path("summary").path("unpriced_calls"))
                .isEqualTo(before.path("summary").path("unpriced_calls"));
    }

    private static RepricingRequest request(OptionalLong revision) {
        return new RepricingRequest("", "", "", Instant.EPOCH, TOMORROW, false, revision, false);
    }

    private static RepricingResult commit(RunningCostream costream, JsonApi api, OptionalLong revision) {
        RepricingResult result = costream.repricer().commit(request(revision), "command", RunObserver.NONE);
        RunningCostream.awaitAdjusted(api, result.run().getEnds());
        return result;
    }

    private static JsonNode report(JsonApi api) {
        return api.get("/v1/report?start=2020-01-01&end=" + TOMORROW + "&require=complete");
    }

    private static JsonNode changes(RepricingResult result) {
        return ResultJson.of(result).path("by");
    }

    private static void assertPricedBy(PriceBook book, List<LedgerCall> ledger) {
        assertThat(ledger).hasSize(CALLS);
        Map<String, Object> expected = new TreeMap<>();
        Map<String, Object> found = new TreeMap<>();
        for (LedgerCall call : ledger) {
            Call made = call.posted().getCall();
            var charge = book.price(CallMapping.consumption(made));
            var current = ChargeMapping.fromAvro(call.current());
            expected.put(made.getCallId(), List.of(charge.status(), charge.total(), charge.lines()));
            found.put(made.getCallId(), List.of(current.status(), current.total(), current.lines()));
        }

        assertThat(found).as("seed %d", SEED).isEqualTo(expected);
    }

    /** What the run says it changed is what stands in the totals, apart from what was charged. */
    private static void assertPosted(RepricingResult run, JsonNode before, JsonNode after) {
        JsonNode was = before.path("summary");
        JsonNode is = after.path("summary");

        assertThat(is.path("charged")).isEqualTo(was.path("charged"));
        assertThat(is.path("calls")).isEqualTo(was.path("calls"));
        assertThat(decimal(is, "adjusted"))
                .isEqualByComparingTo(run.sums().total().change().toBigDecimal());
        assertThat(decimal(is, "total_cost").subtract(decimal(was, "total_cost")))
                .isEqualByComparingTo(run.sums().total().change().toBigDecimal());
        assertThat(is.path("unpriced_calls").asLong())
                .isEqualTo(was.path("unpriced_calls").asLong()
                        - run.sums().total().becamePriced()
                        + run.sums().total().becameUnpriced());
    }

    private static void assertTotalsByTenantModelAndDay(RepricingResult run, JsonApi api) {
        Map<String, BigDecimal> expected = new TreeMap<>();
        Map<String, BigDecimal> found = new TreeMap<>();
        for (JsonNode row : changes(run)) {
            String tenant = row.path("tenant").asText();
            put(
                    expected,
                    tenant + " " + row.path("model").asText() + " "
                            + row.path("day").asText(),
                    row,
                    "change");
            if (found.keySet().stream().noneMatch(key -> key.startsWith(tenant + " "))) {
                JsonNode usage = api.get("/v1/usage?tenant=" + tenant
                        + "&rollup=provider,model&window=day&from=2020-01-01&to=" + TOMORROW);
                usage.path("items")
                        .forEach(item -> put(
                                found,
                                tenant + " " + item.path("key").path("model").asText() + " "
                                        + item.path("window_start").asText().substring(0, 10),
                                item,
                                "adjusted"));
            }
        }

        assertThat(found).as("adjusted, seed %d", SEED).isEqualTo(expected);
    }

    private static void put(Map<String, BigDecimal> amounts, String key, JsonNode row, String field) {
        amounts.merge(key, decimal(row, field), (one, other) -> one.add(other).stripTrailingZeros());
    }

    private static BigDecimal decimal(JsonNode row, String field) {
        return new BigDecimal(row.path(field).asText());
    }
}
