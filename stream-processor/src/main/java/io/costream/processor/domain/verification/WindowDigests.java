package io.costream.processor.domain.verification;

import io.costream.processor.domain.CellKey;
import io.costream.processor.domain.Window;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One number per day and month that stands for all its cells: equal for equal cells, in whatever order they come. The
 * sum, modulo 2^256, of the SHA-256 of each cell's key and value. Not thread-safe.
 */
public final class WindowDigests {
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);
    private static final int HEXADECIMAL = 16;
    private static final int DIGITS = 64;

    private final SortedMap<String, BigInteger> sums = new TreeMap<>();
    private final MessageDigest digest = sha256();

    void add(CellKey key, StoredEntry cell) {
        digest.update(cell.key());
        BigInteger hash = new BigInteger(1, digest.digest(cell.value()));
        sums.merge(label(key), hash, (sum, next) -> sum.add(next).mod(MODULUS));
    }

    /** A day holds its hours too; what has no calendar is under {@code all}. */
    private static String label(CellKey key) {
        String start = Window.instant(key.startMicros()).toString();
        return switch (key.kind()) {
            case HOUR, DAY -> start.substring(0, start.indexOf('T'));
            case WEEK, MONTH -> key.kind().label() + " " + start.substring(0, start.indexOf('T'));
            case ALL -> "all";
        };
    }

    /** By the day, in UTC, on which a window begins; {@code month …} for months. Hexadecimal. */
    public SortedMap<String, String> byWindow() {
        SortedMap<String, String> digests = new TreeMap<>();
        sums.forEach((window, sum) -> {
            String hexadecimal = sum.toString(HEXADECIMAL);
            digests.put(window, "0".repeat(DIGITS - hexadecimal.length()) + hexadecimal);
        });
        return digests;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
