package io.costream.alerts.topology;

import io.costream.alerts.domain.Column;

/** Bytes of a {@link Column}. Stateless. */
final class Columns {
    private Columns() {}

    static StateWriter write(Column column, StateWriter out) {
        return out.decimal(column.spent()).decimal(column.before()).number(column.asOf());
    }

    static Column read(StateReader in) {
        return new Column(in.decimal(), in.decimal(), in.number());
    }
}
