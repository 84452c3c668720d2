package io.costream.cli.imports;

/** The calls that one writer has put into one partition: the offsets of the first and the last, and how many. */
record Written(long first, long last, long calls) {
    static Written at(long offset) {
        return new Written(offset, offset, 1);
    }

    Written and(Written other) {
        return new Written(Math.min(first, other.first), Math.max(last, other.last), calls + other.calls);
    }
}
