package io.costream.cli.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Lays out an alert for reading. */
public final class AlertText {
    private AlertText() {}

    /** One line: when, how severe, and the reason in words. */
    public static String line(JsonNode alert) {
        return alert.path("at").asText().replaceFirst("\\.\\d+Z$", "Z") + "  "
                + String.format(
                        Locale.ROOT, "%-8s", alert.path("severity").asText().toUpperCase(Locale.ROOT))
                + "  " + alert.path("reason").asText();
    }
}
