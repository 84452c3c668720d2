package io.costream.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.avro.Adjustment;
import io.costream.avro.Call;
import io.costream.cli.embedded.BrokerNode;
import io.costream.cli.embedded.EmbeddedBroker;
import io.costream.cli.registry.RegistryServer;
import io.costream.pricing.Money;
import io.costream.pricing.PriceBook;
import io.costream.processor.repricing.LedgerCall;
import io.costream.schemas.CallMapping;
import io.costream.schemas.ChargeMapping;
import io.costream.schemas.RegistryConfig;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the run, the processor and the broker at random moments while calls keep coming. More of it: {@code
 * -Dcostream.calls=100000 -Dcostream.kills=9 -Dcostream.seed=…}.
 */
@Timeout(1_800)
class RepricingSurvivesKillsIT {
    private static final int CALLS = Integer.getInteger("costream.calls", 6_000);
    private static final int KILLS = Integer.getInteger("costream.kills", 3);
    private static final long SEED = Long.getLong("costream.seed", System.nanoTime());

    @SuppressWarnings("TimeInStaticInitializer") // One last day for a whole run is meant.
    private static final Instant TOMORROW =
            Clock.systemUTC().instant().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private final LatePrices late = LatePrices.madeUp(TOMORROW.minus(6, ChronoUnit.DAYS));
    private final LateCalls traffic = new LateCalls(SEED, late.changes());

    @Test
    void pricesEveryCallOnceThroughKills() throws Exception {
        System.out.println("RepricingSurvivesKillsIT: seed " + SEED);
        BrokerNode node = new BrokerNode(
                folder.resolve("broker"),
                1,
                FreePort.any(),
                new TreeMap<>(Map.of(1, FreePort.any())),
                EmbeddedBroker.newClusterId());
        String brokers = "127.0.0.1:" + node.port();
        try (Killable<BrokerProcess> broker =
                        Killable.start(() -> BrokerProcess.launch(node).awaitReady(), BrokerProcess::kill);
                RegistryServer registry = RegistryServer.start(brokers, 0)) {
            RunningCostream costream = new RunningCostream(brokers, registry.url());
            costream.seed(late.known());
            Map<String, String> config = config(brokers, registry);
            try (Killable<ProcessorProcess> processor =
                    Killable.start(() -> ProcessorProcess.start(config), ProcessorProcess::kill)) {
                costream.send(traffic.next(CALLS));
                RunningCostream.awaitRead(processor.get().api(), CALLS);
                PriceBook all = costream.record(late);

                long sent = CALLS + runWithKills(costream, brokers, registry.url(), processor, broker);

                RunningCostream.awaitRead(processor.get().api(), sent);
                assertExact(costream, all, processor.get().api(), sent);
                Commands.Outcome verified = new Commands(
                                brokers, registry.url(), "http://127.0.0.1:" + config.get("api.port"))
                        .run("verify");
                assertThat(verified.status())
                        .as("seed %d: %s", SEED, verified.text())
                        .isZero();
            }
        }
    }

    private Map<String, String> config(String brokers, RegistryServer registry) throws IOException {
        return Map.of(
                "bootstrap.servers",
                brokers,
                RegistryConfig.URL,
                registry.url(),
                "state.dir",
                folder.resolve("state").toString(),
                "api.port",
                Integer.toString(FreePort.any()),
                "reprice.unpriced",
                "false");
    }

    /** How many calls were sent while the run was working. */
    private long runWithKills(
            RunningCostream costream,
            String brokers,
            String registry,
            Killable<ProcessorProcess> processor,
            Killable<BrokerProcess> broker)
            throws InterruptedException {
        AtomicBoolean isOver = new AtomicBoolean();
        long[] sent = new long[1];
        Thread sender = new Thread(() -> {
            while (!isOver.get()) {
                costream.send(traffic.next(50));
                sent[0] += 50;
            }
        });
        try (Killable<RepricingProcess> run =
                Killable.start(() -> RepricingProcess.start(brokers, registry, TOMORROW), RepricingProcess::kill)) {
            sender.start();
            List<Killable<?>> victims = List.of(run, processor, broker);
            for (int kill = 0; kill < KILLS; kill++) {
                TimeUnit.MILLISECONDS.sleep(500 + random.nextInt(3_000));
                victims.get(kill % victims.size()).killAndStart();
            }
            run.get().awaitDone();
        } finally {
            isOver.set(true);
            sender.join();
        }
        return sent[0];
    }

    private static void assertExact(RunningCostream costream, PriceBook all, JsonApi api, long sent) {
        List<LedgerCall> ledger = costream.ledger(sent);
        RunningCostream.awaitAdjusted(
                api, costream.repricer().runs().all().get(0).getEnds());
        Map<String, Money> expected = new TreeMap<>();
        Map<String, Money> found = new TreeMap<>();
        Map<String, Integer> adjustments = new HashMap<>();
        Money adjusted = Money.ZERO;
        for (LedgerCall call : ledger) {
            Call made = call.posted().getCall();
            expected.put(
                    made.getCallId(), all.price(CallMapping.consumption(made)).total());
            found.put(made.getCallId(), ChargeMapping.fromAvro(call.current()).total());
            adjustments.put(made.getCallId(), call.adjustments().size());
            for (Adjustment adjustment : call.adjustments()) {
                adjusted = adjusted.plus(
                                ChargeMapping.fromAvro(adjustment.getAfter()).total())
                        .minus(ChargeMapping.fromAvro(adjustment.getBefore()).total());
            }
        }

        assertThat(ledger).as("calls in the ledger").hasSize((int) sent);
        assertThat(found).as("seed %d", SEED).isEqualTo(expected);
        assertThat(adjustments.values()).as("adjustments of a call").allMatch(number -> number <= 1);
        assertThat(adjustments.values()).as("calls adjusted").contains(1);
        assertTotals(api, sent, adjusted, found);
    }

    private static void assertTotals(JsonApi api, long sent, Money adjusted, Map<String, Money> found) {
        JsonNode summary = api.get("/v1/report?start=2020-01-01&end=" + TOMORROW + "&require=complete")
                .path("summary");

        assertThat(summary.path("calls").asLong()).isEqualTo(sent);
        assertThat(summary.path("unpriced_calls").asLong())
                .as("calls before the price's start")
                .isPositive();
        assertThat(new BigDecimal(summary.path("adjusted").asText())).isEqualByComparingTo(adjusted.toBigDecimal());
        assertThat(new BigDecimal(summary.path("total_cost").asText()))
                .isEqualByComparingTo(
                        found.values().stream().reduce(Money.ZERO, Money::plus).toBigDecimal());
    }
}
