package io.costream.processor.state;

import io.costream.processor.domain.Cell;
import io.costream.processor.domain.CellFormat;
import io.costream.processor.domain.CellKey;
import io.costream.processor.domain.Rollup;
import io.costream.processor.domain.Window;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Which cells of a partition to read.
 *
 * @param tenant whose cells; empty for those of all tenants
 * @param except tenants to leave out where all are meant
 */
public record CellScan(String tenant, Set<String> except, List<Part> parts) {
    /**
     * Cells of one rollup.
     *
     * @param leadingValues values of the rollup's first dimensions that a cell must have
     */
    public record Part(Rollup rollup, List<Window> windows, List<String> leadingValues) {
        public Part {
            windows = List.copyOf(windows);
            leadingValues = List.copyOf(leadingValues);
        }
    }

    public CellScan {
        except = Set.copyOf(except);
        parts = List.copyOf(parts);
    }

    void readInto(Map<CellKey, Cell> cells, ReadOnlyKeyValueStore<Bytes, byte[]> store) {
        List<byte[]> tenants = tenant.isEmpty() ? tenants(store) : List.of(tenant.getBytes(StandardCharsets.UTF_8));
        for (byte[] name : tenants) {
            for (Part part : parts) {
                for (Window window : part.windows) {
                    read(store, name, part, window, cells);
                }
            }
        }
    }

    private static void read(
            ReadOnlyKeyValueStore<Bytes, byte[]> store,
            byte[] tenant,
            Part part,
            Window window,
            Map<CellKey, Cell> cells) {
        byte[] prefix = CellKey.bytes(
                tenant, part.rollup, window.kind(), window.startMicros(), CellKey.values(part.leadingValues));
        try (KeyValueIterator<Bytes, byte[]> found = store.range(Bytes.wrap(prefix), behind(prefix))) {
            while (found.hasNext()) {
                KeyValue<Bytes, byte[]> next = found.next();
                cells.put(CellKey.fromBytes(next.key.get()), CellFormat.read(next.value));
            }
        }
    }

    /** Finds each tenant by jumping behind the cells of the one before. */
    private List<byte[]> tenants(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
        List<byte[]> tenants = new ArrayList<>();
        Optional<String> next = tenantFrom(store, new byte[] {1});
        while (next.isPresent()) {
            byte[] name = next.get().getBytes(StandardCharsets.UTF_8);
            if (!except.contains(next.get())) {
                tenants.add(name);
            }
            byte[] from = Arrays.copyOf(name, name.length + 1);
            from[name.length] = 1;
            next = tenantFrom(store, from);
        }
        return tenants;
    }

    private static Optional<String> tenantFrom(ReadOnlyKeyValueStore<Bytes, byte[]> store, byte[] from) {
        try (KeyValueIterator<Bytes, byte[]> found = store.range(Bytes.wrap(from), null)) {
            return found.hasNext()
                    ? Optional.of(CellKey.tenantOf(found.peekNextKey().get()))
                    : Optional.empty();
        }
    }

    /** The largest key with this prefix: UTF-8 never uses the byte 0xFF. */
    private static Bytes behind(byte[] prefix) {
        byte[] bytes = Arrays.copyOf(prefix, prefix.length + 1);
        bytes[prefix.length] = (byte) 0xFF;
        return Bytes.wrap(bytes);
    }
}
