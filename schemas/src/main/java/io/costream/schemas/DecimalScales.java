package io.costream.schemas;

import java.util.HashSet;
import java.util.Set;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Whether decimals mean the same in two schemas of a record. By Avro's specification those of unlike scales do not match; its
 * Java reader takes the number that stands there for one of its own scale, which may be a thousand times another.
 */
final class DecimalScales {
    private final Set<String> compared = new HashSet<>();

    private DecimalScales() {}

    /**
     * Compares what both have.
     *
     * @throws SerializationException naming the field, where scales differ
     */
    static void requireSame(Schema writer, Schema reader) {
        new DecimalScales().compare(writer, reader, writer.getName());
    }

    private void compare(Schema writer, Schema reader, String where) {
        if (writer.getType() == Schema.Type.UNION) {
            writer.getTypes().forEach(branch -> compare(branch, reader, where));
        } else if (reader.getType() == Schema.Type.UNION) {
            reader.getTypes().forEach(branch -> compare(writer, branch, where));
        } else if (writer.getType() == reader.getType()) {
            compareSameType(writer, reader, where);
        }
    }

    private void compareSameType(Schema writer, Schema reader, String where) {
        if (writer.getLogicalType() instanceof LogicalTypes.Decimal written
                && reader.getLogicalType() instanceof LogicalTypes.Decimal read
                && written.getScale() != read.getScale()) {
            throw new SerializationException(
                    where + " was written with " + written.getScale() + " decimal places, but has " + read.getScale());
        }
        switch (writer.getType()) {
            case ARRAY -> compare(writer.getElementType(), reader.getElementType(), where);
            case MAP -> compare(writer.getValueType(), reader.getValueType(), where);
            case RECORD -> compareFields(writer, reader, where);
            default -> {}
        }
    }

    private void compareFields(Schema writer, Schema reader, String where) {
        if (compared.add(writer.getFullName() + ' ' + reader.getFullName())) {
            for (Schema.Field field : writer.getFields()) {
                Schema.Field other = reader.getField(field.name());
                if (other != null) {
                    compare(field.schema(), other.schema(), where + '.' + field.name());
                }
            }
        }
    }
}
