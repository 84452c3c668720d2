package io.costream.cli.calls;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import java.io.IOException;
import java.util.List;

/** Reads the bytes of a row into named values. Safe for use by many threads. */
public final class RowParser {
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);
    private static final ObjectReader CSV = new CsvMapper().readerFor(String[].class);

    private final List<String> columns;

    private RowParser(List<String> columns) {
        this.columns = columns;
    }

    /** For rows that name their values themselves. */
    public static RowParser ofJson() {
        return new RowParser(List.of());
    }

    /** For rows whose values are named by the first line. */
    public static RowParser ofCsv(byte[] header) throws IOException {
        return new RowParser(List.of(trimmed(CSV.readValue(header))));
    }

    private static String[] trimmed(String[] names) {
        String[] trimmed = new String[names.length];
        for (int i = 0; i < names.length; i++) {
            trimmed[i] = names[i].trim();
        }
        return trimmed;
    }

    /** The names in the first line; none where rows name their values themselves. */
    public List<String> columns() {
        return columns;
    }

    ObjectNode parse(RawRow row) throws Rejection.Rejected {
        if (row.length() == RawRow.Length.CUT) {
            throw new Rejection.Rejected(
                    Rejection.TOO_LONG,
                    "the row is longer than " + RowReader.LONGEST_ROW / 1024 + " KiB; is a quote not closed?");
        }
        try {
            return columns.isEmpty() ? object(JSON.readValue(row.bytes())) : named(CSV.readValue(row.bytes()));
        } catch (JsonProcessingException wrong) {
            throw new Rejection.Rejected(Rejection.MALFORMED, "the row cannot be read: " + wrong.getOriginalMessage());
        } catch (IOException wrong) {
            throw new Rejection.Rejected(Rejection.MALFORMED, "the row cannot be read: " + wrong.getMessage());
        }
    }

    private static ObjectNode object(JsonNode node) throws Rejection.Rejected {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new Rejection.Rejected(Rejection.MALFORMED, "the row is not a JSON object");
    }

    private ObjectNode named(String[] values) throws Rejection.Rejected {
        if (values.length != columns.size()) {
            throw new Rejection.Rejected(
                    Rejection.MALFORMED,
                    "the row has " + values.length + " values, but the first line names " + columns.size()
                            + " columns");
        }
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < values.length; i++) {
            row.put(columns.get(i), values[i]);
        }
        return row;
    }
}
