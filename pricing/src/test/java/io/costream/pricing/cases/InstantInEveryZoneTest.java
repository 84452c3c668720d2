package io.costream.pricing.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.costream.pricing.PriceBook;
import io.costream.pricing.catalogue.PriceFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An instant has one price, in whatever zone it is written and wherever the program runs. */
class InstantInEveryZoneTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CATALOGUE = """
            [{"provider": "acme", "model": "m", "entries": [
              {"to": "2025-06-01", "rates": {"input_uncached": "1"}},
              {"from": "2025-06-01", "rates": {"input_uncached": "2"}}]}]
            """;
    private static final int ROUNDS = 500;
    private static final long RANGE_SECONDS = 3_000_000_000L;

    private final TimeZone machine = TimeZone.getDefault();

    @AfterEach
    void resetZone() {
        TimeZone.setDefault(machine);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {6, 20_260_315, 982})
    void instantIsReadAlikeInEveryZoneItIsWrittenIn(long seed) {
        Random random = new Random(seed);
        List<String> zones = ZoneId.getAvailableZoneIds().stream().sorted().toList();
        for (int i = 0; i < ROUNDS; i++) {
            Instant instant = Instant.ofEpochSecond((long) (random.nextDouble() * RANGE_SECONDS));
            String zone = zones.get(random.nextInt(zones.size()));
            TimeZone.setDefault(TimeZone.getTimeZone(zones.get(random.nextInt(zones.size()))));
            String written = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.atZone(ZoneId.of(zone)));

            // Until 1972 some zones were offset by seconds that RFC 3339 cannot tell.
            if (written.matches(".*([+-]\\d\\d:\\d\\d|Z)")) {
                assertThat(CaseInstant.read(JSON.getNodeFactory().textNode(written)))
                        .as(written + " of " + zone)
                        .isEqualTo(instant);
            }
        }
    }

    /** The rate rises at midnight UTC of 2025-06-01; each row is written with another offset. */
    @Test
    void priceChangesAtOneInstantInEveryZone() throws IOException {
        for (String place : List.of("UTC", "Asia/Kathmandu", "America/St_Johns", "Pacific/Kiritimati")) {
            TimeZone.setDefault(TimeZone.getTimeZone(place));

            assertThat(total("2025-05-31T23:59:59Z")).isEqualByComparingTo("1");
            assertThat(total("2025-06-01T05:44:59+05:45")).isEqualByComparingTo("1");
            assertThat(total("2025-05-31T20:29:59-03:30")).isEqualByComparingTo("1");
            assertThat(total("2025-06-01T00:00:00Z")).isEqualByComparingTo("2");
            assertThat(total("2025-06-01T05:45:00+05:45")).isEqualByComparingTo("2");
            assertThat(total("2025-05-31T20:30:00-03:30")).isEqualByComparingTo("2");
            assertThat(total("2025-06-01")).isEqualByComparingTo("2");
            assertThat(total("2025-05-31 23:59:59")).isEqualByComparingTo("1");
        }
    }

    private static BigDecimal total(String timestamp) throws IOException {
        PriceBook book = PriceBook.of(PriceFormat.COSTREAM
                .read(new ByteArrayInputStream(CATALOGUE.getBytes(StandardCharsets.UTF_8)))
                .models());
        String row = """
                {"id": "1", "model": "m", "timestamp": "%s", "usage": {"input_tokens": 1000000}}""".formatted(timestamp);
        return new BigDecimal(JSON.readTree(new PriceCases(book, Clock.systemUTC()).price(row))
                .path("total")
                .asText());
    }
}
