package io.costream.processor.topology;

import io.costream.avro.Call;
import io.costream.pricing.Charge;
import io.costream.schemas.AvroOutput;
import io.costream.schemas.ChargeWriter;
import io.costream.schemas.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * Writes priced calls. The call is the first field of its posting, so where it was written with the current schema its
 * bytes are copied as they are. Not thread-safe.
 */
final class PostingEncoder {
    private final int callSchema;
    private final byte[] header;
    private final SpecificDatumWriter<Call> calls =
            new SpecificDatumWriter<>(Call.getClassSchema(), SpecificData.getForClass(Call.class));
    private final ChargeWriter charges = new ChargeWriter();
    private final AvroOutput out = new AvroOutput();

    PostingEncoder(PostingSchemas schemas) {
        callSchema = schemas.call();
        header = WireFormat.header(schemas.pricedCall());
    }

    byte[] encode(AdmittedCall admitted, Charge charge, boolean windowsPurged) {
        byte[] read = admitted.source().value();
        out.begin();
        try {
            out.writeFixed(header, 0, header.length);
            if (WireFormat.schemaId(read) == callSchema) {
                out.writeFixed(read, WireFormat.HEADER_SIZE, read.length - WireFormat.HEADER_SIZE);
            } else {
                calls.write(admitted.call(), out);
            }
            charges.write(charge, out);
            out.writeLong(admitted.source().offset());
            out.writeBoolean(windowsPurged);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toBytes();
    }
}
