package io.costream.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstantsTest {
    @ParameterizedTest
    @CsvSource({
        "2023-11-16T18:15:46.680590Z, 2023-11-16T18:15:46.680590Z",
        "2023-11-16T18:15:46.6805909Z, 2023-11-16T18:15:46.680590Z",
        "2023-11-16 18:15:46.6805900, 2023-11-16T18:15:46.680590Z",
        "2023-11-16T18:15:46+05:45, 2023-11-16T12:30:46Z",
        "2023-11-16T18:15:46-0330, 2023-11-16T21:45:46Z",
        "2023-11-16 18:15, 2023-11-16T18:15:00Z",
        "2023-11-16 18:15:46 UTC, 2023-11-16T18:15:46Z",
        "2023-11-16, 2023-11-16T00:00:00Z",
        "1700158546, 2023-11-16T18:15:46Z",
        "1700158546.68059012, 2023-11-16T18:15:46.680590Z",
        "1700158546680, 2023-11-16T18:15:46.680Z",
        "1700158546680.5909, 2023-11-16T18:15:46.680590Z",
        "-1, 1969-12-31T23:59:59Z",
        "2099-01-01, 2099-01-01T00:00:00Z",
    })
    void readsEverySpelling(String written, Instant expected) {
        assertThat(Instants.parse(written, ZoneOffset.UTC)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-07-01, 2024-06-30T22:00:00Z",
        "2024-07-01 10:00, 2024-07-01T08:00:00Z",
        "2024-01-01T10:00, 2024-01-01T09:00:00Z",
        "2024-07-01T10:00Z, 2024-07-01T10:00:00Z",
    })
    void readsLocalTimesInTheZone(String written, Instant expected) {
        assertThat(Instants.parse(written, ZoneId.of("Europe/Paris"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2023-11", "16.11.2023", "2023-11-16T18", "1e9", "99999999999999999999"})
    void refusesWhatIsNoInstant(String written) {
        assertThatThrownBy(() -> Instants.parse(written, ZoneOffset.UTC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not an instant");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2023-02-29", "2023-13-01", "2023-11-16T24:30:00Z", "2023-11-16T10:00:60Z"})
    void refusesWhatIsNotInTheCalendar(String written) {
        assertThatThrownBy(() -> Instants.parse(written, ZoneOffset.UTC))
                .hasMessageContaining("does not exist in the calendar");
    }
}
