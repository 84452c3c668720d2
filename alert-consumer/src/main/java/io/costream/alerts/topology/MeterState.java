package io.costream.alerts.topology;

import java.util.Map;
import java.util.TreeMap;

/**
 * How far a partition is with a meter. Immutable.
 *
 * @param positions the first offset, per topic, that the meter counted as it came; the past before is scanned
 */
record MeterState(Phase phase, Map<String, Long> positions) {
    /** Of a meter's life. */
    enum Phase {
        /** What came before it is being looked up. */
        SCANNING,
        /** Its sums are whole. */
        COUNTING,
        /** No budget has it; it is forgotten unless it comes back soon, and then starts anew. */
        LOST
    }

    MeterState {
        positions = Map.copyOf(positions);
    }

    static MeterState read(byte[] bytes) {
        StateReader in = new StateReader(bytes);
        Phase phase = Phase.valueOf(in.text());
        Map<String, Long> positions = new TreeMap<>();
        for (int left = in.integer(); left > 0; left--) {
            positions.put(in.text(), in.number());
        }
        return new MeterState(phase, positions);
    }

    byte[] toBytes() {
        StateWriter out = new StateWriter().text(phase.name()).number(positions.size());
        new TreeMap<>(positions).forEach((topic, offset) -> out.text(topic).number(offset));
        return out.toBytes();
    }

    MeterState in(Phase next) {
        return new MeterState(next, positions);
    }
}
