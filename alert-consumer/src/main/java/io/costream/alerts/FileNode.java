package io.costream.alerts;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value of a YAML file with the line it stands in, 1 for the first. Numbers stay as they are written. Immutable. */
sealed interface FileNode {
    /** Where it begins. */
    int line();

    /** A text, number or word as the file writes it; empty for a value that is not there. */
    record Scalar(int line, String text) implements FileNode {}

    /** Several values. */
    record Sequence(int line, List<FileNode> items) implements FileNode {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /** Named values in the file's order. */
    record Mapping(int line, Map<String, FileNode> fields) implements FileNode {
        public Mapping {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }

    /** Not YAML, or a key given twice. */
    final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;

        private final int line;
        private final String problem;

        UnreadableException(int line, String problem) {
            super(problem);
            this.line = line;
            this.problem = problem;
        }

        String problem() {
            return problem;
        }

        int line() {
            return line;
        }
    }

    /** The file's one document; empty where there is nothing but blanks and comments. */
    static Optional<FileNode> read(String text) throws UnreadableException {
        try (YAMLParser parser = new YAMLFactory().createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return Optional.empty();
            }
            FileNode node = read(parser, first);
            if (parser.nextToken() != null) {
                throw new UnreadableException(line(parser), "a second document begins here; one is allowed");
            }
            return Optional.of(node);
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            throw new UnreadableException(
                    line, e.getOriginalMessage().lines().findFirst().orElse("cannot be read as YAML"));
        } catch (IOException e) {
            throw new UnreadableException(1, "cannot be read: " + e.getMessage());
        }
    }

    private static FileNode read(YAMLParser parser, JsonToken token) throws IOException, UnreadableException {
        return switch (token) {
            case START_ARRAY -> sequence(parser);
            case START_OBJECT -> mapping(parser);
            case VALUE_NULL -> new Scalar(line(parser), "");
            default -> new Scalar(line(parser), parser.getText());
        };
    }

    private static FileNode sequence(YAMLParser parser) throws IOException, UnreadableException {
        int line = line(parser);
        List<FileNode> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(read(parser, token));
        }
        return new Sequence(line, items);
    }

    private static FileNode mapping(YAMLParser parser) throws IOException, UnreadableException {
        int line = line(parser);
        Map<String, FileNode> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            int keyLine = line(parser);
            if (fields.put(name, read(parser, parser.nextToken())) != null) {
                throw new UnreadableException(keyLine, "'" + name + "' is given twice");
            }
        }
        return new Mapping(line, fields);
    }

    private static int line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }
}
