package io.costream.processor.topology;

import io.costream.avro.Call;
import io.costream.pricing.Charge;
import io.costream.schemas.ChargeWriter;
import io.costream.schemas.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.jspecify.annotations.Nullable;

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
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
    private @Nullable BinaryEncoder encoder;

    PostingEncoder(PostingSchemas schemas) {
        callSchema = schemas.call();
        header = WireFormat.header(schemas.pricedCall());
    }

    byte[] encode(AdmittedCall admitted, Charge charge, boolean windowsPurged) {
        byte[] read = admitted.source().value();
        out.reset();
        encoder = EncoderFactory.get().binaryEncoder(out, encoder);
        try {
            encoder.writeFixed(header);
            if (WireFormat.schemaId(read) == callSchema) {
                encoder.writeFixed(read, WireFormat.HEADER_SIZE, read.length - WireFormat.HEADER_SIZE);
            } else {
                calls.write(admitted.call(), encoder);
            }
            charges.write(charge, encoder);
            encoder.writeLong(admitted.source().offset());
            encoder.writeBoolean(windowsPurged);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
