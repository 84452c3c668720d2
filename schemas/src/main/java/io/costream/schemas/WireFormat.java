package io.costream.schemas;

import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;

/** How a schema's id travels with a value: byte 0, the id as four bytes, most significant first, then Avro binary. */
public final class WireFormat {
    /** Bytes before the Avro binary. */
    public static final int HEADER_SIZE = 5;

    private static final byte MAGIC = 0;

    private WireFormat() {}

    /** The id of the schema that the value was written with. */
    public static int schemaId(byte[] value) {
        if (value.length < HEADER_SIZE) {
            throw new SerializationException("the value has " + value.length + " bytes, but a schema id needs 5");
        }
        if (value[0] != MAGIC) {
            throw new SerializationException("the value starts with byte " + value[0] + ", but 0 is expected");
        }
        return ByteBuffer.wrap(value, 1, Integer.BYTES).getInt();
    }

    /** The five bytes that precede the Avro binary. */
    public static byte[] header(int schemaId) {
        return ByteBuffer.allocate(HEADER_SIZE).put(MAGIC).putInt(schemaId).array();
    }
}
