package io.costream.cli.calls;

/** How a file writes its rows. */
public enum RowFormat {
    /** Comma-separated with one line of column names; quoted as in RFC 4180. */
    CSV,
    /** One JSON object a line. */
    JSONL,
    /** One JSON array of objects, or one object. */
    JSON
}
