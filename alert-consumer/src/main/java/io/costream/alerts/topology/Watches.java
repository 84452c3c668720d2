package io.costream.alerts.topology;

import io.costream.alerts.domain.Crossings;
import io.costream.alerts.domain.Watch;
import java.math.BigDecimal;
import java.util.SortedMap;
import java.util.TreeMap;

/** Bytes of a {@link Watch}. Stateless. */
final class Watches {
    private Watches() {}

    static byte[] write(Watch watch) {
        StateWriter out = new StateWriter().number(watch.columns().size());
        watch.columns().forEach((partition, column) -> Columns.write(column, out.number(partition)));
        Crossings crossings = watch.crossings();
        out.decimal(crossings.limit()).number(crossings.revision());
        out.number(crossings.marks().size());
        crossings
                .marks()
                .forEach((threshold, mark) -> out.decimal(threshold)
                        .number(mark.number())
                        .text(mark.side().name()));
        return out.toBytes();
    }

    static Watch read(byte[] bytes) {
        StateReader in = new StateReader(bytes);
        Watch watch = Watch.EMPTY;
        for (int left = in.integer(); left > 0; left--) {
            watch = watch.with(in.integer(), Columns.read(in));
        }
        BigDecimal limit = in.decimal();
        long revision = in.number();
        SortedMap<BigDecimal, Crossings.Mark> marks = new TreeMap<>();
        for (int left = in.integer(); left > 0; left--) {
            marks.put(in.decimal(), new Crossings.Mark(in.integer(), Crossings.Side.valueOf(in.text())));
        }
        return watch.with(new Crossings(limit, revision, marks));
    }
}
