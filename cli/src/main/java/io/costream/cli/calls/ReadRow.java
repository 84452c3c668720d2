package io.costream.cli.calls;

import io.costream.avro.Call;

/** What a row turned out to be. */
public sealed interface ReadRow {
    /** A call. */
    record Accepted(Call call) implements ReadRow {}

    /** No call, and why. */
    record Rejected(Rejection rejection) implements ReadRow {}
}
