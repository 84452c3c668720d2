package io.costream.cli.rates;

import io.costream.cli.terminal.CommandFailure;
import java.util.Currency;
import java.util.Locale;

/** Codes of currencies as people type them. */
public final class Currencies {
    private Currencies() {}

    /** The code in capitals; one that does not exist ends the command. */
    public static String code(String typed) {
        String code = typed.strip().toUpperCase(Locale.ROOT);
        try {
            return Currency.getInstance(code).getCurrencyCode();
        } catch (IllegalArgumentException unknown) {
            throw CommandFailure.wrongUsage("'" + typed + "' is no currency; a code such as EUR is expected", unknown);
        }
    }
}
