package io.costream.cli.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTextTest {
    private static List<String> lines(String json) throws JsonProcessingException {
        return ReportText.lines(new ObjectMapper().readTree(json.replace('\'', '"')));
    }

    @Test
    void namesTheDaysOfTheCalendarWhateverItsClocksSay() throws JsonProcessingException {
        List<String> lines = lines("{'start': '2026-07-01T00:00:00Z', 'end': '2026-07-02T04:00:00Z',"
                + " 'first_day': '2026-07-01', 'last_day': '2026-07-01', 'zone': 'America/New_York'}");

        assertThat(lines).contains("1 July 2026 (America/New_York)");
    }

    @Test
    void namesTheInstantsOfARangeThatIsNotOfWholeDays() throws JsonProcessingException {
        List<String> lines = lines("{'start': '2026-07-01T10:00:00Z', 'end': '2026-07-02T04:00:00Z',"
                + " 'first_day': null, 'last_day': null, 'zone': 'Europe/Paris'}");

        assertThat(lines).contains("1 Jul 2026 12:00:00 – 2 Jul 2026 06:00:00 (Europe/Paris)");
    }

    @Test
    void tellsInDetailHowCallsEndedAndHowLongTheyTook() throws JsonProcessingException {
        String figures = "'calls': 12, 'by_status': {'ok': 9, 'error': 0, 'timeout': 2, 'cancelled': 1},"
                + " 'average_latency_ms': 1500.25, 'p50_latency_ms': 1000, 'p95_latency_ms': 4000, 'p99_latency_ms': 9000";
        List<String> lines = lines("{'start': '2026-07-01T00:00:00Z', 'end': '2026-07-02T00:00:00Z',"
                + " 'summary': {'key': 'total', " + figures + "}, 'by_model': [{'key': 'gpt-4o', " + figures
                + "}], 'recent': []}");

        assertThat(lines.stream().map(line -> line.strip().replaceAll(" +", " ")))
                .contains(
                        "Latency 1,500 ms average; 50 % within 1,000 ms, 95 % within 4,000 ms, 99 % within 9,000 ms",
                        "Outcomes and Latency",
                        "ok error timeout cancelled average 50 % 95 % 99 %",
                        "gpt-4o 9 0 2 1 1,500 ms 1,000 ms 4,000 ms 9,000 ms",
                        "all 9 0 2 1 1,500 ms 1,000 ms 4,000 ms 9,000 ms");
    }

    @Test
    void leavesOutPercentilesThatAreNotKnown() throws JsonProcessingException {
        List<String> lines = lines("{'start': '2026-07-01T00:00:00Z', 'end': '2026-07-02T00:00:00Z',"
                + " 'summary': {'key': 'total', 'calls': 1, 'average_latency_ms': 1500.25, 'p50_latency_ms': null}}");

        assertThat(lines.stream().map(line -> line.strip().replaceAll(" +", " ")))
                .contains("Latency 1,500 ms average");
    }

    @Test
    void saysFromWhichDayOnAnotherZoneHolds() throws JsonProcessingException {
        List<String> lines = lines("{'start': '2026-06-01T00:00:00Z', 'end': '2026-08-01T04:00:00Z',"
                + " 'first_day': '2026-06-01', 'last_day': '2026-07-31', 'zone': 'UTC', 'zone_changes':"
                + " [{'from': '2026-07-01', 'at': '2026-07-01T00:00:00Z', 'zone': 'America/New_York'}]}");

        assertThat(lines)
                .contains(
                        "1 June 2026 – 31 July 2026 (UTC)", "From 2026-07-01 on, days are those of America/New_York.");
    }
}
