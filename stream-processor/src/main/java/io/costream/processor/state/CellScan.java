package io.costream.processor.state;

import io.costream.processor.domain.Cell;
import io.costream.processor.domain.CellKey;
import io.costream.processor.domain.Dimension;
import io.costream.processor.domain.PackedCells;
import io.costream.processor.domain.Rollup;
import io.costream.processor.domain.Window;
import io.costream.processor.domain.WindowKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Which cells of a partition to read, and what to tell them apart by: cells that differ in nothing else are summed where
 * they are read, so that an answer is as large as its rows, however many cells there are. Of all tenants, it is one sum.
 *
 * @param tenant whose cells; empty for those of all tenants
 * @param except tenants to leave out where all are meant
 * @param by dimensions to tell apart; the others are empty in the keys that are found
 * @param byWindow whether windows are told apart; if not, the keys that are found are of all time
 */
public record CellScan(String tenant, Set<String> except, List<Part> parts, Set<Dimension> by, boolean byWindow) {
    /**
     * Cells of one rollup, in the windows of one kind that start from an instant on and before another.
     *
     * @param leadingValues values of the rollup's first dimensions that a cell must have; only of a single window
     */
    public record Part(Rollup rollup, WindowKind kind, long fromMicros, long toMicros, List<String> leadingValues) {
        public Part {
            leadingValues = List.copyOf(leadingValues);
            if (!leadingValues.isEmpty() && toMicros - fromMicros > 1) {
                throw new IllegalArgumentException("values lead in the keys of one window, not of several");
            }
        }

        /** Cells of one window. */
        public static Part of(Rollup rollup, Window window, List<String> leadingValues) {
            return new Part(rollup, window.kind(), window.startMicros(), window.startMicros() + 1, leadingValues);
        }

        /** Cells of many windows: those that follow upon one another in one part. */
        public static List<Part> of(Rollup rollup, List<Window> windows) {
            List<Part> parts = new ArrayList<>();
            Window last = null;
            for (Window window : windows) {
                if (last != null && last.kind() == window.kind()) {
                    Part before = parts.remove(parts.size() - 1);
                    parts.add(new Part(rollup, window.kind(), before.fromMicros, window.startMicros() + 1, List.of()));
                } else {
                    parts.add(of(rollup, window, List.of()));
                }
                last = window;
            }
            return parts;
        }

        /** Of the cells of these records some may be asked for, though the records tell fewer values. */
        private List<byte[]> widerRecords(byte[] tenant) {
            return IntStream.of(rollup.leading())
                    .filter(leading -> leading < leadingValues.size())
                    .mapToObj(leading -> key(tenant, fromMicros, leadingValues.subList(0, leading)))
                    .toList();
        }

        private byte[] firstKey(byte[] tenant) {
            return key(tenant, fromMicros, leadingValues);
        }

        private byte[] key(byte[] tenant, long startMicros, List<String> values) {
            return CellKey.bytes(tenant, rollup, kind, startMicros, CellKey.values(rollup, values));
        }

        /** Of the cells of one record some may not be asked for. */
        private boolean takes(List<String> values) {
            return values.subList(0, leadingValues.size()).equals(leadingValues);
        }

        /** Behind the last key: UTF-8 never uses the byte 0xFF. */
        private byte[] endOfKeys(byte[] tenant) {
            byte[] last = key(tenant, toMicros - 1, leadingValues);
            byte[] end = Arrays.copyOf(last, last.length + 1);
            end[last.length] = (byte) 0xFF;
            return end;
        }
    }

    public CellScan {
        except = Set.copyOf(except);
        parts = List.copyOf(parts);
        by = Set.copyOf(by);
    }

    /** Whether the other one reads the same cells, so that one reading can do for both. */
    public boolean readsTheSame(CellScan other) {
        return byWindow == other.byWindow
                && tenant.equals(other.tenant)
                && except.equals(other.except)
                && parts.equals(other.parts);
    }

    /** The same cells, told apart by more. */
    public CellScan alsoBy(Set<Dimension> more) {
        Set<Dimension> all = new HashSet<>(by);
        all.addAll(more);
        return new CellScan(tenant, except, parts, all, byWindow);
    }

    void readInto(Map<CellKey, Cell> cells, ReadOnlyKeyValueStore<Bytes, byte[]> store) {
        List<byte[]> tenants = tenant.isEmpty() ? tenants(store) : List.of(tenant.getBytes(StandardCharsets.UTF_8));
        for (byte[] name : tenants) {
            for (Part part : parts) {
                read(store, part, name, cells);
            }
        }
    }

    private void read(ReadOnlyKeyValueStore<Bytes, byte[]> store, Part part, byte[] tenant, Map<CellKey, Cell> cells) {
        for (byte[] key : part.widerRecords(tenant)) {
            byte[] record = store.get(Bytes.wrap(key));
            if (record != null) {
                add(part, key, record, cells);
            }
        }
        Bytes from = Bytes.wrap(part.firstKey(tenant));
        Bytes to = Bytes.wrap(part.endOfKeys(tenant));
        try (KeyValueIterator<Bytes, byte[]> found = store.range(from, to)) {
            while (found.hasNext()) {
                KeyValue<Bytes, byte[]> next = found.next();
                add(part, next.key.get(), next.value, cells);
            }
        }
    }

    private void add(Part part, byte[] key, byte[] record, Map<CellKey, Cell> cells) {
        PackedCells pack = new PackedCells(key, record);
        // Between the windows of one tag are those of others.
        while (pack.key().rollup().equals(part.rollup()) && pack.next()) {
            if (part.takes(pack.values())) {
                add(pack, cells);
            }
        }
    }

    private void add(PackedCells pack, Map<CellKey, Cell> cells) {
        Cell cell = pack.cell();
        Cell sum = cells.putIfAbsent(found(pack.key(), pack.values()), cell);
        if (sum != null) {
            sum.add(cell);
        }
    }

    /** What is left of a key when everything that is summed over is taken away. */
    private CellKey found(CellKey key, List<String> keyValues) {
        List<Dimension> dimensions = key.rollup().dimensions();
        List<String> values = new ArrayList<>(dimensions.size());
        for (int i = 0; i < dimensions.size(); i++) {
            values.add(by.contains(dimensions.get(i)) ? keyValues.get(i) : "");
        }
        return byWindow
                ? new CellKey(tenant, key.rollup(), key.kind(), key.startMicros(), values)
                : new CellKey(tenant, key.rollup(), WindowKind.ALL, 0, values);
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
}
