package io.costream.cli.calls;

/** Finds the end of a row in a stream of bytes. Not thread-safe. */
interface RowEnd {
    /** What a byte is to the row. */
    enum Part {
        /** Before the row's first byte, or the separator behind its last. */
        OUTSIDE,
        INSIDE,
        /** Belongs to the row and ends it. */
        LAST
    }

    /** A new row begins with the next byte. */
    void begin();

    Part accept(byte b);

    /** The row has become longer than any can be; what may be a forgotten quote must not swallow the rest. */
    default void giveUp() {}

    static RowEnd of(RowFormat format) {
        return switch (format) {
            case CSV -> new OfCsv();
            case JSONL -> new OfLine();
            case JSON -> new OfJson();
        };
    }

    /** A row is a line. */
    final class OfLine implements RowEnd {
        @Override
        public void begin() {}

        @Override
        public Part accept(byte b) {
            return b == '\n' || b == '\r' ? Part.OUTSIDE : Part.INSIDE;
        }
    }

    /** A row is a line, but a quoted value may hold line ends. */
    final class OfCsv implements RowEnd {
        private boolean atStart = true;
        private boolean quoted;

        @Override
        public void begin() {
            atStart = true;
            quoted = false;
        }

        @Override
        public Part accept(byte b) {
            if (quoted) {
                // A doubled quote closes and opens again, which comes to the same.
                quoted = b != '"';
                atStart = !quoted;
                return Part.INSIDE;
            }
            if (b == '\n' || b == '\r') {
                return Part.OUTSIDE;
            }
            quoted = b == '"' && atStart;
            atStart = b == ',';
            return Part.INSIDE;
        }

        @Override
        public void giveUp() {
            quoted = false;
            atStart = false;
        }
    }

    /** A row is an element of the array; text without braces is a row too, so that it can be refused by name. */
    final class OfJson implements RowEnd {
        private int depth;
        private boolean inside;
        private boolean quoted;
        private boolean escaped;

        @Override
        public void begin() {
            depth = 0;
            inside = false;
            quoted = false;
            escaped = false;
        }

        @Override
        public Part accept(byte b) {
            if (quoted) {
                quoted = escaped || b != '"';
                escaped = !escaped && b == '\\';
                return Part.INSIDE;
            }
            if (depth == 0 && isSeparator(b)) {
                return inside && b <= ' ' ? Part.INSIDE : Part.OUTSIDE;
            }
            inside = true;
            quoted = b == '"';
            if (b == '{' || (b == '[' && depth > 0)) {
                depth++;
            } else if (b == '}' || (b == ']' && depth > 0)) {
                depth--;
                return depth <= 0 ? Part.LAST : Part.INSIDE;
            }
            return Part.INSIDE;
        }

        private static boolean isSeparator(byte b) {
            return b == ',' || b == '[' || b == ']' || (b >= 0 && b <= ' ');
        }
    }
}
