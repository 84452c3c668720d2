package io.costream.cli.imports;

import io.costream.cli.calls.RowMapping;
import io.costream.cli.terminal.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file, or standard input, under the name by which it is known again.
 *
 * @param name the absolute path and the mapping, unless one was given
 * @param file the file; {@code -} is standard input
 */
record ImportSource(String name, String file) {
    private static final String STANDARD_INPUT = "-";

    static ImportSource of(String file, String givenName, RowMapping mapping) {
        if (!givenName.isBlank()) {
            return new ImportSource(givenName, file);
        }
        String place = file.equals(STANDARD_INPUT) ? "standard input" : absolute(file);
        String options = mapping.canonical();
        return new ImportSource(place + (options.isEmpty() ? "" : " (" + options + ")"), file);
    }

    private static String absolute(String file) {
        Path path = Path.of(file);
        try {
            return path.toRealPath().toString();
        } catch (IOException unreadable) {
            return path.toAbsolutePath().normalize().toString();
        }
    }

    /** How many bytes there are; -1 where only reading will tell. */
    long size() {
        try {
            return file.equals(STANDARD_INPUT) ? -1 : Files.size(Path.of(file));
        } catch (IOException unreadable) {
            return -1;
        }
    }

    InputStream open() {
        if (file.equals(STANDARD_INPUT)) {
            return System.in;
        }
        Path path = Path.of(file);
        if (Files.isDirectory(path)) {
            throw CommandFailure.wrongUsage(file + " is a folder; name a file in it");
        }
        if (!Files.exists(path)) {
            throw CommandFailure.wrongUsage("the file " + file + " does not exist");
        }
        try {
            return Files.newInputStream(path);
        } catch (IOException unreadable) {
            throw CommandFailure.wrongUsage(
                    "the file " + file + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** Stamped on every call, so that what became of them can be counted. */
    String producerId() {
        return "import:" + name;
    }

    /** The same for every import of this source: a new one ends what an earlier one has left open. */
    String transactionalId() {
        return "costream-import-" + hash(name);
    }

    /** Names a call that has no id of its own: the same each time this position of this source is read. */
    String callId(long offset) {
        return hash(name + "\n" + offset);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
