package io.costream.producer.usage;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Takes JSON documents apart, however their text is cut into chunks: a single one, one after another, one a line, or
 * the items of a list. Holds one document at a time, and of that neither long texts nor long lists of numbers: images
 * and embeddings pass by without being kept. Not thread-safe.
 */
final class JsonPieces {
    private static final int LARGEST_DOCUMENT = 16 << 20;
    private static final int LONGEST_TEXT = 1 << 16;
    private static final int LONGEST_NUMBERS = 256;
    /** A backslash and what belongs to it: no text is cut within. */
    private static final int LONGEST_ESCAPE = 6;

    private final Consumer<byte[]> documents;
    private final Runnable tooLarge;
    private byte[] document = new byte[512];
    private int size;
    private int depth;
    private boolean inText;
    private int textLength;
    private int sinceBackslash = LONGEST_ESCAPE;
    private boolean cutting;
    /** Where the list began of which nothing but numbers has been seen; -1 where there is none. */
    private int numbersStart = -1;

    private boolean overflown;

    JsonPieces(Consumer<byte[]> documents, Runnable tooLarge) {
        this.documents = documents;
        this.tooLarge = tooLarge;
    }

    void add(byte[] chunk) {
        for (byte character : chunk) {
            if (inText) {
                text(character);
            } else {
                structure(character);
            }
        }
    }

    private void text(byte character) {
        boolean escaped = sinceBackslash == 0;
        textLength++;
        sinceBackslash = !escaped && character == '\\' ? 0 : Math.min(LONGEST_ESCAPE, sinceBackslash + 1);
        if (!escaped && character == '"') {
            inText = false;
            cutting = false;
        } else if (textLength > LONGEST_TEXT && sinceBackslash == LONGEST_ESCAPE && character > 0) {
            cutting = true;
        }
        if (!cutting) {
            keep(character);
        }
    }

    private void structure(byte character) {
        if (character == '"') {
            inText = true;
            textLength = 0;
            sinceBackslash = LONGEST_ESCAPE;
        }
        switch (character) {
            case '"', '{' -> numbersStart = -1;
            case '[' -> numbersStart = size + 1;
            case ']' -> forgetNumbers();
            default -> {}
        }
        if (character == '{' || (character == '[' && depth > 0)) {
            depth++;
        }
        keep(character);
        if ((character == '}' || character == ']') && depth > 0) {
            depth--;
            if (depth == 0) {
                end();
            }
        }
    }

    private void forgetNumbers() {
        if (numbersStart >= 0 && size - numbersStart > LONGEST_NUMBERS) {
            size = numbersStart;
        }
        numbersStart = -1;
    }

    private void keep(byte character) {
        if (depth == 0 || overflown) {
            return;
        }
        if (size == LARGEST_DOCUMENT) {
            overflown = true;
            tooLarge.run();
            return;
        }
        if (size == document.length) {
            document = Arrays.copyOf(document, Math.min(LARGEST_DOCUMENT, size * 2));
        }
        document[size++] = character;
    }

    /** The document ends here; one that is cut off, too, or too large is handed on as far as it is known. */
    void end() {
        if (size > 0) {
            documents.accept(Arrays.copyOf(document, size));
        }
        size = 0;
        depth = 0;
        inText = false;
        cutting = false;
        overflown = false;
        numbersStart = -1;
    }
}
