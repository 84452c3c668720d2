package io.costream.processor.domain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Which total: of a tenant, a rollup, a window and the values of the rollup's dimensions.
 *
 * <p>Stored as {@code tenant 0 rollup window-kind start values…}, each value ended by a 0 byte, the start with its sign
 * flipped: the bytes sort by tenant, rollup, kind and time. Where the rollup has a tag, the tag's key stands before the
 * values. No text of a key may hold the character 0. The key of a record that holds several cells has the values of the
 * {@link Rollup#leading leading} dimensions alone.
 */
public record CellKey(String tenant, Rollup rollup, WindowKind kind, long startMicros, List<String> values) {
    private static final int FIXED = 1 + 1 + 1 + Long.BYTES;

    public CellKey {
        values = List.copyOf(values);
    }

    public byte[] toBytes() {
        return bytes(tenant.getBytes(StandardCharsets.UTF_8), rollup, kind, startMicros, values(rollup, values));
    }

    /** The values as they stand at the end of a key; the first few for the beginning of many keys. */
    public static byte[] values(Rollup rollup, List<String> values) {
        StringBuilder texts = new StringBuilder();
        if (!rollup.tagKey().isEmpty()) {
            texts.append(rollup.tagKey()).append('\0');
        }
        values.forEach(value -> texts.append(value).append('\0'));
        return texts.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A key of parts that are encoded already. */
    public static byte[] bytes(byte[] tenant, Rollup rollup, WindowKind kind, long startMicros, byte[] values) {
        return ByteBuffer.allocate(tenant.length + FIXED + values.length)
                .put(tenant)
                .put((byte) 0)
                .put(rollup.code())
                .put(kind.code())
                .putLong(startMicros ^ Long.MIN_VALUE)
                .put(values)
                .array();
    }

    /**
     * Puts a key behind its tenant, which is ended by a 0 byte already.
     *
     * @param values of the rollup's dimensions
     * @param leading how many of them the key has
     */
    public static void put(
            KeyBuffer tenant, Rollup rollup, WindowKind kind, long startMicros, String[] values, int leading) {
        tenant.put(rollup.code()).put(kind.code()).putLong(startMicros ^ Long.MIN_VALUE);
        if (!rollup.tagKey().isEmpty()) {
            tenant.putText(rollup.tagKey());
        }
        narrow(tenant, values, 0, leading);
    }

    /** Makes of a record's key the one of a record whose cells agree in more dimensions, up to another one of the values. */
    public static KeyBuffer narrow(KeyBuffer key, String[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            key.putText(values[i]);
        }
        return key;
    }

    public static CellKey fromBytes(byte[] bytes) {
        int end = indexOfZero(bytes, 0);
        ByteBuffer buffer = ByteBuffer.wrap(bytes, end + 1, bytes.length - end - 1);
        byte code = buffer.get();
        WindowKind kind = WindowKind.ofCode(buffer.get());
        long start = buffer.getLong() ^ Long.MIN_VALUE;
        List<String> values = new ArrayList<>();
        for (int at = buffer.position(); at < bytes.length; ) {
            int next = indexOfZero(bytes, at);
            values.add(new String(bytes, at, next - at, StandardCharsets.UTF_8));
            at = next + 1;
        }
        Rollup rollup = Rollup.ofCode(code, Rollup.hasTag(code) ? values.remove(0) : "");
        return new CellKey(text(bytes, 0, end), rollup, kind, start, values);
    }

    /** Puts what another key of the same tenant begins with. */
    public static void putTenant(KeyBuffer into, byte[] key) {
        into.put(key, indexOfZero(key, 0) + 1);
    }

    /** The tenant of a stored key. */
    public static String tenantOf(byte[] key) {
        return text(key, 0, indexOfZero(key, 0));
    }

    /** Of what kind the window of a stored key is. */
    public static WindowKind kindOf(byte[] key) {
        return WindowKind.ofCode(key[indexOfZero(key, 0) + 2]);
    }

    /** How many of the rollup's last dimensions the stored key says nothing of, since its record holds cells of several. */
    public static int missingValues(byte[] key) {
        int at = indexOfZero(key, 0) + 1;
        byte code = key[at];
        int missing = Integer.bitCount(code) + (Rollup.hasTag(code) ? 1 : 0);
        for (int i = at + 2 + Long.BYTES; i < key.length; i++) {
            missing -= key[i] == 0 ? 1 : 0;
        }
        return missing;
    }

    /** Whether cells of the stored key's rollup keep what percentiles of latency are made of. */
    public static boolean rollupKeepsLatencies(byte[] key) {
        return Rollup.keepsLatencies(key[indexOfZero(key, 0) + 1]);
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private static int indexOfZero(byte[] bytes, int from) {
        int at = from;
        while (bytes[at] != 0) {
            at++;
        }
        return at;
    }
}
