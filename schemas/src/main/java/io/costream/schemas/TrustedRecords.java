package io.costream.schemas;

import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.util.ClassSecurityValidator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells Avro that the generated records of Costream may be loaded by name. From 1.12.2 on Avro refuses every class
 * that nobody vouches for, even where a record's own builder asks for a default.
 *
 * <p>It is listed as a logical type because those are what Avro loads before it parses the first schema, which is
 * before any record can be built, in whatever process; the type itself is never used. Stateless.
 */
public final class TrustedRecords implements LogicalTypes.LogicalTypeFactory {
    private static final Logger LOG = LoggerFactory.getLogger(TrustedRecords.class);
    private static final String NAME = "costream-records";
    private static final String PACKAGE = "io.costream.avro";

    static {
        try {
            ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                    ClassSecurityValidator.getGlobal(),
                    type -> type.getPackageName().equals(PACKAGE)));
        } catch (NoClassDefFoundError e) {
            // Avro before 1.12.2, which an application may bring along, trusts them anyway.
            LOG.atDebug().setCause(e).log("Avro has no list of trusted classes");
        }
    }

    /** Does nothing if Avro has loaded this class already, as it does unless a class loader hides the listing. */
    static void trust() {}

    @Override
    public String getTypeName() {
        return NAME;
    }

    @Override
    public LogicalType fromSchema(Schema schema) {
        return new LogicalType(NAME);
    }
}
