package io.costream.cli.registry;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * Finds decimals that would be read with another scale than they were written with. To Avro both are bytes, and
 * compatible: an amount would silently become a thousandth, or a thousandfold.
 */
final class DecimalScales {
    private final List<String> differences = new ArrayList<>();
    private final Set<String> visited = new HashSet<>();

    private DecimalScales() {}

    static List<String> differences(Schema reader, Schema writer) {
        DecimalScales scales = new DecimalScales();
        scales.compare(reader, writer, "");
        return scales.differences;
    }

    private void compare(Schema reader, Schema writer, String path) {
        if (reader.getType() == Schema.Type.UNION || writer.getType() == Schema.Type.UNION) {
            branches(reader)
                    .forEach(r -> branches(writer).stream()
                            .filter(w -> r.getType() == w.getType())
                            .forEach(w -> compare(r, w, path)));
        } else if (reader.getType() == writer.getType()) {
            switch (reader.getType()) {
                case RECORD -> compareFields(reader, writer, path);
                case ARRAY -> compare(reader.getElementType(), writer.getElementType(), path + "/items");
                case MAP -> compare(reader.getValueType(), writer.getValueType(), path + "/values");
                default -> compareScale(reader, writer, path);
            }
        }
    }

    private static List<Schema> branches(Schema schema) {
        return schema.getType() == Schema.Type.UNION ? schema.getTypes() : List.of(schema);
    }

    private void compareFields(Schema reader, Schema writer, String path) {
        if (!reader.getFullName().equals(writer.getFullName()) || !visited.add(reader.getFullName())) {
            return;
        }
        for (Schema.Field field : reader.getFields()) {
            Schema.Field written = writer.getField(field.name());
            if (written != null) {
                compare(field.schema(), written.schema(), path + "/" + field.name());
            }
        }
    }

    private void compareScale(Schema reader, Schema writer, String path) {
        if (reader.getLogicalType() instanceof LogicalTypes.Decimal r
                && writer.getLogicalType() instanceof LogicalTypes.Decimal w
                && r.getScale() != w.getScale()) {
            differences.add("DECIMAL_SCALE at " + path + ", " + r.getScale() + " instead of " + w.getScale());
        }
    }
}
