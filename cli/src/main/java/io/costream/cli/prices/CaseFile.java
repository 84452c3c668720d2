package io.costream.cli.prices;

import io.costream.cli.terminal.CommandFailure;
import io.costream.cli.terminal.Terminal;
import io.costream.pricing.PriceBook;
import io.costream.pricing.catalogue.PriceFile;
import io.costream.pricing.catalogue.PriceFormat;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.UnaryOperator;

/** Files that the offline commands read: rows of cases, and price lists. */
public final class CaseFile {
    private CaseFile() {}

    /** Prints the answer to every row that is not blank, in order. */
    static void answer(String file, Terminal terminal, UnaryOperator<String> answer) {
        try (BufferedReader rows = new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8))) {
            for (String row = rows.readLine(); row != null; row = rows.readLine()) {
                if (!row.isBlank()) {
                    terminal.line(answer.apply(row));
                }
            }
        } catch (IOException unreadable) {
            throw unreadable(file, unreadable);
        }
    }

    static String text(String file) {
        try (InputStream stream = open(file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw unreadable(file, unreadable);
        }
    }

    /** A price list of one's own, or the built-in catalogue where none is named. */
    public static PriceBook book(String file, String format) {
        return file.isEmpty()
                ? KnownModels.book()
                : PriceBook.of(prices(file, format)
                        .recorded(1, Clock.systemUTC().instant())
                        .models());
    }

    /** A price list, as its file says it. */
    static PriceFile prices(String file, String format) {
        PriceFormat known = format(format);
        try (InputStream stream = new BufferedInputStream(open(file))) {
            return known.read(stream);
        } catch (IllegalArgumentException wrong) {
            throw CommandFailure.wrongUsage(
                    file + " is not a price list of the format " + format + ": " + wrong.getMessage(), wrong);
        } catch (IOException unreadable) {
            throw unreadable(file, unreadable);
        }
    }

    private static PriceFormat format(String name) {
        try {
            return PriceFormat.of(name);
        } catch (IllegalArgumentException unknown) {
            throw CommandFailure.wrongUsage(String.valueOf(unknown.getMessage()), unknown);
        }
    }

    private static InputStream open(String file) throws IOException {
        return file.equals("-") ? System.in : Files.newInputStream(Path.of(file));
    }

    private static CommandFailure unreadable(String file, IOException failure) {
        boolean missing = failure instanceof NoSuchFileException;
        return CommandFailure.wrongUsage(
                "the file " + file + (missing ? " does not exist" : " cannot be read: " + failure.getMessage()),
                failure);
    }
}
