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
    void saysFromWhichDayOnAnotherZoneHolds() throws JsonProcessingException {
        List<String> lines = lines("{'start': '2026-06-01T00:00:00Z', 'end': '2026-08-01T04:00:00Z',"
                + " 'first_day': '2026-06-01', 'last_day': '2026-07-31', 'zone': 'UTC', 'zone_changes':"
                + " [{'from': '2026-07-01', 'at': '2026-07-01T00:00:00Z', 'zone': 'America/New_York'}]}");

        assertThat(lines)
                .contains(
                        "1 June 2026 – 31 July 2026 (UTC)", "From 2026-07-01 on, days are those of America/New_York.");
    }
}
