package io.costream.cli.registry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** How a subject's next schema must relate to those before. */
enum Compatibility {
    NONE(false, false, false),
    /** The new schema reads what the newest one wrote. */
    BACKWARD(true, false, false),
    BACKWARD_TRANSITIVE(true, false, true),
    /** The newest schema reads what the new one writes. */
    FORWARD(false, true, false),
    FORWARD_TRANSITIVE(false, true, true),
    FULL(true, true, false),
    FULL_TRANSITIVE(true, true, true);

    private final boolean newReadsOld;
    private final boolean oldReadsNew;
    private final boolean allVersions;

    Compatibility(boolean newReadsOld, boolean oldReadsNew, boolean allVersions) {
        this.newReadsOld = newReadsOld;
        this.oldReadsNew = oldReadsNew;
        this.allVersions = allVersions;
    }

    static Compatibility named(String name) {
        try {
            return valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new RegistryError(
                    42203, "Invalid compatibility level. Valid values are " + List.of(values()) + ", not " + name);
        }
    }

    /** What is wrong with a candidate; empty where nothing is. Versions are in ascending order. */
    List<String> violations(Schema candidate, List<Schema> versions) {
        List<Schema> compared = new ArrayList<>(versions);
        Collections.reverse(compared);
        List<String> violations = new ArrayList<>();
        for (Schema old : allVersions || compared.isEmpty() ? compared : compared.subList(0, 1)) {
            if (newReadsOld) {
                violations.addAll(violations(candidate, old, "new schema cannot read data of the old one"));
            }
            if (oldReadsNew) {
                violations.addAll(violations(old, candidate, "old schema cannot read data of the new one"));
            }
        }
        return violations;
    }

    private static List<String> violations(Schema reader, Schema writer, String what) {
        var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult();
        if (result.getCompatibility() == SchemaCompatibilityType.COMPATIBLE) {
            return DecimalScales.differences(reader, writer).stream()
                    .map(difference -> what + ": " + difference)
                    .toList();
        }
        return result.getIncompatibilities().stream()
                .map(i -> what + ": " + i.getType() + " at " + i.getLocation() + ", " + i.getMessage())
                .toList();
    }
}
