package io.costream.alerts.topology;

import static io.costream.alerts.domain.ABudget.aBudget;
import static io.costream.alerts.ledger.ACall.aCall;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.costream.alerts.domain.ABudget;
import io.costream.alerts.domain.BudgetBook;
import io.costream.alerts.domain.Spend;
import io.costream.alerts.domain.WindowKind;
import io.costream.alerts.ledger.LedgerReader;
import io.costream.avro.Alert;
import io.costream.avro.BudgetStatus;
import io.costream.schemas.InMemorySchemaRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertTopologyTest {
    @TempDir
    Path stateFolder;

    private AlertTopologyFixture topology;

    @BeforeEach
    void start() {
        topology = new AlertTopologyFixture(stateFolder, "2026-03-31T12:00:00Z");
    }

    @AfterEach
    void stop() {
        topology.close();
    }

    @Test
    void raisesEachThresholdOfADayOnce() {
        topology.apply(daily().build());

        for (int i = 0; i < 120; i++) {
            topology.post(aCall().costing("0.5"));
        }

        List<Alert> alerts = topology.alerts();
        assertThat(alerts).extracting(Alert::getThreshold).containsExactly("0.5", "0.75", "0.9", "1.0");
        assertThat(alerts)
                .extracting(Alert::getType)
                .containsExactly("threshold", "threshold", "threshold", "exceeded");
        assertThat(alerts).extracting(Alert::getSeverity).containsExactly("info", "warning", "warning", "critical");
    }

    @Test
    void saysEverythingInAnAlert() {
        topology.apply(daily().named("Production budget").thresholds("1.0").build());

        topology.post(aCall().costing("50.25"));

        Alert alert = topology.alerts().get(0);
        assertThat(alert.getId()).isEqualTo("acme-daily//day/2026-03-31T00:00:00Z/1/1/1");
        assertThat(alert.getScope()).isEqualTo(Map.of("tenant", "acme"));
        assertThat(alert.getWindow()).isEqualTo("day");
        assertThat(alert.getWindowStart()).isEqualTo("2026-03-31T00:00:00Z");
        assertThat(alert.getWindowEnd()).isEqualTo("2026-04-01T00:00:00Z");
        assertThat(alert.getSpent()).isEqualByComparingTo("50.25");
        assertThat(alert.getLimit()).isEqualByComparingTo("50");
        assertThat(alert.getReason()).isEqualTo("Production budget: $50.25 of $50.00 (100 %) spent on 2026-03-31");
        assertThat(alert.getState()).isEqualTo("firing");
    }

    @Test
    void alertsOfADayThatHasEndedLongAgo() {
        topology.apply(daily().limit(WindowKind.DAY, "458.088").build());

        topology.post(aCall().at("2023-11-16T18:15:46Z").costing("916.176"));

        assertThat(topology.alerts()).extracting(Alert::getThreshold).containsExactly("0.5", "0.75", "0.9", "1.0");
    }

    @Test
    void sumsEachValueApart() {
        topology.apply(daily().each("user").thresholds("1.0").build());

        topology.post(aCall().by("chris").costing("50"));
        topology.post(aCall().by("dana").costing("49"));
        topology.post(aCall().by("").costing("49"));

        assertThat(topology.alerts()).extracting(Alert::getValue).containsExactly("chris");
        assertThat(topology.standing("acme-daily/dana").getWindows().get(0).getSpent())
                .isEqualByComparingTo("49");
    }

    @Test
    void ignoresWhatIsOutOfScopeOrUnpriced() {
        topology.apply(daily().build());

        topology.post(aCall().of("globex").costing("50"));
        topology.post(aCall().unpriced());

        assertThat(topology.alerts()).isEmpty();
        assertThat(topology.onlyWindow("acme-daily/").getSpent()).isEqualByComparingTo("0");
    }

    @Test
    void resolvesWhereAnAdjustmentLowersTheSum() {
        topology.apply(daily().thresholds("0.9").build());
        topology.post(aCall().costing("46"));
        topology.alerts();

        topology.post(aCall().adjusted("46", "30"));
        List<Alert> lower = topology.alerts();
        topology.post(aCall().costing("20"));
        List<Alert> again = topology.alerts();

        assertThat(lower).extracting(Alert::getType, Alert::getState).containsExactly(tuple("resolved", "resolved"));
        assertThat(again).extracting(Alert::getId).containsExactly("acme-daily//day/2026-03-31T00:00:00Z/0.9/1/2");
    }

    @Test
    void raisesASingleCallAboveTheRequestLimit() {
        topology.apply(aBudget("per-call").limit(WindowKind.REQUEST, "1").build());

        topology.post(aCall().costing("1"));
        topology.post(aCall().costing("1.01"));

        List<Alert> alerts = topology.alerts();
        assertThat(alerts).extracting(Alert::getType).containsExactly("request_limit");
        assertThat(alerts.get(0).getReason())
                .isEqualTo("per-call: call call-1 cost $1.01, more than $1.00 for a single call");
    }

    @Test
    void tellsWhereABudgetStandsBeforeAnythingIsSpent() {
        topology.apply(daily().limit(WindowKind.MONTH, "1000").build());

        assertThat(topology.standing("acme-daily/").getState()).isEqualTo("ACTIVE");
        assertThat(topology.standing("acme-daily/").getWindows())
                .extracting(BudgetStatus::getWindow, BudgetStatus::getWindowStart)
                .containsExactly(
                        tuple("day", Instant.parse("2026-03-31T00:00:00Z")),
                        tuple("month", Instant.parse("2026-03-01T00:00:00Z")));
    }

    @Test
    void beginsANewWindowByTheClockAlone() {
        topology.apply(daily().each("user").build(), daily("whole").build());
        topology.post(aCall().costing("20"));
        topology.alerts();

        topology.jump(Duration.ofHours(12));

        assertThat(topology.onlyWindow("whole/").getWindowStart()).isEqualTo("2026-04-01T00:00:00Z");
        assertThat(topology.onlyWindow("whole/").getSpent()).isEqualByComparingTo("0");
        assertThat(topology.standing("acme-daily/chris")).isNull();
        assertThat(topology.standing("acme-daily/").getState()).isEqualTo("ACTIVE");
    }

    @Test
    void startsInMidWindowWithWhatWasSpentBefore() {
        topology.post(aCall().costing("30"));
        topology.apply(daily().build());
        topology.post(aCall().costing("10"));
        List<Alert> before = topology.alerts();
        String stateBefore = topology.standing("acme-daily/").getState();

        topology.scanner.answer(0, spent("30"));
        List<Alert> after = topology.alerts();

        assertThat(topology.scanner.asked).hasSize(1);
        assertThat(topology.scanner.asked.get(0).ends()).containsValue(1L);
        assertThat(before).isEmpty();
        assertThat(stateBefore).isEqualTo("STARTING");
        assertThat(after).extracting(Alert::getThreshold).containsExactly("0.5", "0.75");
        assertThat(topology.standing("acme-daily/").getState()).isEqualTo("ACTIVE");
        assertThat(topology.onlyWindow("acme-daily/").getSpent()).isEqualByComparingTo("40");
        assertThat(topology.onlyWindow("acme-daily/").getAsOf()).isEqualTo(Map.of("0", 2L));
    }

    @Test
    void looksNothingUpWhereNothingWasReadBefore() {
        topology.apply(daily().build());

        topology.post(aCall().costing("30"));

        assertThat(topology.scanner.asked).isEmpty();
        assertThat(topology.alertIds()).hasSize(1);
    }

    @Test
    void takesAWindowThatEndedBeforeTheBudgetAsHistory() {
        topology.post(aCall().at("2026-02-01T12:00:00Z").costing("40"));
        topology.apply(daily().build());
        topology.scanner.answer(0, spentAt("2026-02-01T12:00:00Z", "40"));
        List<Alert> history = topology.alerts();

        topology.post(aCall().at("2026-02-01T13:00:00Z").costing("6"));
        List<Alert> late = topology.alerts();

        assertThat(history).isEmpty();
        assertThat(late).extracting(Alert::getThreshold).containsExactly("0.9");
    }

    @Test
    void goesOnWithItsSumsUnderAnotherLimit() {
        topology.apply(daily().thresholds("1.0").build());
        topology.post(aCall().costing("40"));
        topology.alerts();

        topology.apply(daily().thresholds("1.0")
                .revision(2)
                .limit(WindowKind.DAY, "40")
                .build());

        assertThat(topology.alertIds()).containsExactly("acme-daily//day/2026-03-31T00:00:00Z/1/2/1");
        assertThat(topology.scanner.asked).isEmpty();
        assertThat(topology.standing("acme-daily/").getBudgetRevision()).isEqualTo(2);
    }

    @Test
    void raisesNothingWhileSwitchedOff() {
        topology.apply(daily().disabled().build());
        topology.post(aCall().costing("60"));
        List<Alert> off = topology.alerts();
        String stateOff = topology.standing("acme-daily/").getState();

        topology.apply(daily().revision(2).thresholds("1.0").build());
        List<Alert> on = topology.alerts();

        assertThat(off).isEmpty();
        assertThat(stateOff).isEqualTo("DISABLED");
        assertThat(on).extracting(Alert::getThreshold).containsExactly("1.0");
    }

    @Test
    void forgetsADeletedBudget() {
        topology.apply(daily().each("user").build());
        topology.post(aCall().costing("60"));
        topology.alerts();
        topology.standing("acme-daily/chris");

        topology.apply();
        topology.pass(MeterFollower.PATIENCE.plusSeconds(1));

        assertThat(topology.standing("acme-daily/")).isNull();
        assertThat(topology.standing("acme-daily/chris")).isNull();
        topology.post(aCall().costing("60"));
        assertThat(topology.alerts()).isEmpty();
    }

    @Test
    void countsAgainFromTheLedgerWhenABudgetComesBackAfterAGap() {
        topology.apply(daily().build());
        topology.post(aCall().costing("20"));
        topology.apply();
        topology.post(aCall().costing("5"));

        topology.apply(daily().build());
        topology.scanner.answer(0, spent("25"));
        List<Alert> alerts = topology.alerts();

        assertThat(topology.scanner.asked.get(0).ends()).containsValue(2L);
        assertThat(alerts).extracting(Alert::getThreshold).containsExactly("0.5");
        assertThat(topology.onlyWindow("acme-daily/").getSpent()).isEqualByComparingTo("25");
    }

    @Test
    void stopsAtARecordThatCannotBeRead() {
        topology.apply(daily().build());

        assertThatThrownBy(() -> topology.postGarbage()).rootCause().hasMessageContaining("1 bytes");
    }

    @Test
    void keepsItsShape() throws IOException {
        AlertParts parts = new AlertParts(
                AlertTopologyFixture.TOPICS,
                new InMemorySchemaRegistry(),
                new LedgerReader((topic, bytes) -> null),
                new AlertTopologyFixture.FakeScanner(),
                () -> BudgetBook.EMPTY,
                AlertTopologyFixture.INTERVAL);

        String description =
                AlertTopologyFixture.topology(parts, stateFolder).describe().toString();

        assertThat(description.trim()).isEqualTo(golden("alert-topology.txt").trim());
    }

    private static String golden(String name) throws IOException {
        try (var in = Objects.requireNonNull(AlertTopologyTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static ABudget daily() {
        return daily("acme-daily");
    }

    private static ABudget daily(String id) {
        return aBudget(id).of("tenant", "acme").limit(WindowKind.DAY, "50");
    }

    private static Spend spent(String usd) {
        return spentAt("2026-03-31T11:00:00Z", usd);
    }

    private static Spend spentAt(String instant, String usd) {
        return new Spend(Map.of("tenant", "acme"), Instant.parse(instant), new BigDecimal(usd));
    }
}
