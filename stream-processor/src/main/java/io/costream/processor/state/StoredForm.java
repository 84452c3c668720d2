package io.costream.processor.state;

import io.costream.processor.domain.PackFormat;
import io.costream.processor.domain.Rollups;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/** What the cells of a store were begun with, written beside them: which totals they are, and how they are stored. */
final class StoredForm {
    /** Sorts before every cell, since no tenant's name begins with the character 0. */
    private static final Bytes ROLLUPS_KEY = Bytes.wrap(new byte[] {0, 1});

    /** Sorts before every cell, too. */
    private static final Bytes FORM_KEY = Bytes.wrap(new byte[] {0, 4});
    /** How cells are stored. Before there were records of several cells, there was none. */
    private static final byte[] FORM = {PackFormat.VERSION};

    private StoredForm() {}

    /** What is stored with the first cells. */
    static List<KeyValue<Bytes, byte[]>> entries(Rollups rollups) {
        return List.of(
                KeyValue.pair(ROLLUPS_KEY, rollups.text().getBytes(StandardCharsets.UTF_8)),
                KeyValue.pair(FORM_KEY, FORM));
    }

    /** The written form of the rollups; empty where nothing is stored. */
    static Optional<String> rollups(Function<Bytes, byte @Nullable []> stored) {
        return Optional.ofNullable(stored.apply(ROLLUPS_KEY)).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** Whether stored cells can be read. */
    static boolean isThis(Function<Bytes, byte @Nullable []> stored) {
        return Arrays.equals(stored.apply(FORM_KEY), FORM);
    }
}
