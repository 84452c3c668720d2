package io.costream.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Changes prices, exchange rates and contracts of a running Costream, and looks at what calls then cost. */
@Timeout(300)
class PriceCommandsIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static CostreamUp costream;

    private String model = "";

    @BeforeAll
    static void start() {
        costream = new CostreamUp(folder);
    }

    @AfterAll
    static void stop() {
        costream.close();
    }

    @BeforeEach
    void takeAModelOfItsOwn(TestInfo test) {
        model = "openai/" + test.getTestMethod().orElseThrow().getName();
    }

    @Test
    void nextCallIsPricedByWhatWasSet() throws IOException {
        JsonNode before = log("default");
        long first = set("2", "8", "--from=2026-01-01");
        JsonNode priced = log("default");
        long second = set("3", "8", "--from=2026-01-01");
        JsonNode dearer = log("default");
        costream.run("prices", "withdraw", model, "--revision=" + second);
        JsonNode asBefore = log("default");

        assertThat(before.path("status_of_price").asText()).isEqualTo("UNPRICED");
        assertThat(cost(priced)).isEqualByComparingTo("0.0028");
        assertThat(priced.path("price_revision").asLong()).isEqualTo(first);
        assertThat(cost(dearer)).isEqualByComparingTo("0.0038");
        assertThat(dearer.path("price_revision").asLong()).isEqualTo(second);
        assertThat(cost(asBefore)).isEqualByComparingTo("0.0028");
        assertThat(costream.ask("call", dearer.path("call_id").asText()))
                .contains("revision " + second)
                .contains("0.000003");
    }

    @Test
    void contractsAndCurrenciesAreThoseOfTheTenant() throws IOException {
        set("2", "8", "--from=2026-01-01");
        set("1", "4", "--from=2026-01-01", "--tenant=acme");
        costream.run("tenants", "set", "globex", "--currency=EUR", "--discount=10");
        costream.run("exchange-rates", "set", "EUR=0.5", "--from=2026-01-01");
        JsonNode list = log("default");
        JsonNode contract = log("acme");
        JsonNode discounted = log("globex");
        JsonNode report = JSON.readTree(costream.ask("report", "--tenant=globex", "--period=monthly", "--json"));

        assertThat(cost(list)).isEqualByComparingTo("0.0028");
        assertThat(cost(contract)).isEqualByComparingTo("0.0014");
        assertThat(cost(discounted)).isEqualByComparingTo("0.00252");
        assertThat(report.path("currency").asText()).isEqualTo("EUR");
        assertThat(new BigDecimal(report.path("summary").path("total_cost").asText()))
                .isEqualByComparingTo("0.00126");
    }

    @Test
    void aFirstZoneHoldsFromTheBeginningAndAnotherFromAComingMonth() throws IOException {
        LocalDate month = LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1);
        String first = costream.run("tenants", "set", "mover", "--zone=Asia/Tokyo");
        log("mover");
        String moved = costream.run("tenants", "set", "mover", "--zone=Europe/Paris");
        String report = costream.ask(
                "report", "--tenant=mover", "--start=" + month.minusMonths(1), "--end=" + month.plusMonths(3));
        String today = costream.ask("report", "--tenant=mover");
        String takenBack = costream.run("tenants", "set", "mover", "--zone=Asia/Tokyo");

        assertThat(first).contains("mover: Asia/Tokyo, USD").doesNotContain("calendar of");
        assertThat(moved).contains("mover: Asia/Tokyo, USD").containsPattern("calendar of Europe/Paris from 20\\d\\d-");
        assertThat(report).containsPattern("From 20\\d\\d-\\d\\d-01 on, days are those of Europe/Paris");
        assertThat(today).contains("(Asia/Tokyo)");
        assertThat(takenBack).contains("mover: Asia/Tokyo, USD").doesNotContain("calendar of");
    }

    /** The revision of a new price. */
    private long set(String input, String output, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "prices", "set", model, "--input-per-million=" + input, "--output-per-million=" + output, "--json"));
        command.addAll(List.of(more));
        JsonNode done = JSON.readTree(costream.run(command.toArray(String[]::new)));
        assertThat(done.path("entries_changed").asInt()).isPositive();
        return done.path("revision").asLong();
    }

    /** Records a call and returns it as it is in the totals. */
    private JsonNode log(String tenant) throws IOException {
        String done = costream.run(
                "log",
                "--model=" + model,
                "--input-tokens=1000",
                "--output-tokens=100",
                "--tenant=" + tenant,
                "--json");
        return JSON.readTree(done).path("call");
    }

    private static BigDecimal cost(JsonNode call) {
        return new BigDecimal(call.path("estimated_cost_usd").asText());
    }
}
