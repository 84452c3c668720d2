package io.costream.schemas;

import io.costream.avro.Call;
import io.costream.avro.FrameworkEvent;
import io.costream.avro.Identity;
import io.costream.avro.Outcome;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Reads calls that were written with the schema of {@link Call} itself, as nearly all are: field after field in the
 * schema's order, several times faster than Avro's reader, which looks at the schema for each. Calls of any other schema
 * are left to Avro. Thread-safe.
 */
@SuppressWarnings("EnumOrdinal") // Avro writes the place of a symbol; the generated enums have the schema's order.
final class CallReader implements DatumReader<Call> {
    private static final Identity[] IDENTITIES = Identity.values();
    private static final Outcome[] OUTCOMES = Outcome.values();
    private static final int QUANTITY_SCALE = 9;
    private static final int MONEY_SCALE = 12;

    private static final int FEW = 4;

    private final Texts texts = new Texts();

    @Override
    public void setSchema(Schema schema) {
        throw new UnsupportedOperationException("reads the schema of its class alone");
    }

    @Override
    public Call read(@Nullable Call reuse, Decoder in) throws IOException {
        Utf8 scratch = new Utf8();
        Call call = new Call();
        call.setCallId(in.readString());
        call.setIdentity(symbol(IDENTITIES, in.readEnum()));
        call.setProducerId(isThere(in) ? known(in, scratch) : null);
        call.setSequence(isThere(in) ? Long.valueOf(in.readLong()) : null);
        call.setEventTime(Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS));
        call.setTenant(known(in, scratch));
        call.setUser(isThere(in) ? in.readString() : null);
        call.setSessionId(isThere(in) ? in.readString() : null);
        call.setProvider(known(in, scratch));
        call.setModel(known(in, scratch));
        call.setFramework(knownOrNull(in, scratch));
        call.setOperation(knownOrNull(in, scratch));
        call.setOutcome(symbol(OUTCOMES, in.readEnum()));
        call.setServiceTier(knownOrNull(in, scratch));
        call.setRegion(knownOrNull(in, scratch));
        call.setSpeed(knownOrNull(in, scratch));
        call.setLatencyMicros(in.readLong());
        call.setAttempt(in.readInt());
        readUsage(call, in);
        call.setOtherUsage(quantities(in, scratch));
        call.setUsageFlags(flags(in, scratch));
        call.setStatedCost(isThere(in) ? decimal(in, MONEY_SCALE) : null);
        call.setFrameworkEvents(events(in, scratch));
        call.setMetadata(metadata(in, scratch));
        return call;
    }

    private static void readUsage(Call call, Decoder in) throws IOException {
        call.setInputUncached(in.readLong());
        call.setInputCacheRead(in.readLong());
        call.setInputCacheWrite5m(in.readLong());
        call.setInputCacheWrite1h(in.readLong());
        call.setInputCacheWriteUnspecified(in.readLong());
        call.setInputAudio(in.readLong());
        call.setInputImage(in.readLong());
        call.setOutputText(in.readLong());
        call.setOutputReasoning(in.readLong());
        call.setOutputAudio(in.readLong());
    }

    /** Of a union of null and something, in this order. */
    private static boolean isThere(Decoder in) throws IOException {
        int branch = in.readIndex();
        if (branch < 0 || branch > 1) {
            throw new IOException("a union of two has no branch " + branch);
        }
        return branch == 1;
    }

    private static <E> E symbol(E[] symbols, int place) throws IOException {
        if (place < 0 || place >= symbols.length) {
            throw new IOException("an enum has no symbol " + place);
        }
        return symbols[place];
    }

    private String known(Decoder in, Utf8 scratch) throws IOException {
        return texts.of(in.readString(scratch));
    }

    private @Nullable String knownOrNull(Decoder in, Utf8 scratch) throws IOException {
        return isThere(in) ? known(in, scratch) : null;
    }

    private static BigDecimal decimal(Decoder in, int scale) throws IOException {
        ByteBuffer bytes = in.readBytes(null);
        return new BigDecimal(
                new BigInteger(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining()), scale);
    }

    private Map<String, BigDecimal> quantities(Decoder in, Utf8 scratch) throws IOException {
        long first = in.readMapStart();
        if (first == 0) {
            return Map.of();
        }
        Map<String, BigDecimal> quantities = new HashMap<>();
        for (long block = first; block > 0; block = in.mapNext()) {
            for (long i = 0; i < block; i++) {
                String unit = known(in, scratch);
                quantities.put(unit, decimal(in, QUANTITY_SCALE));
            }
        }
        return quantities;
    }

    private List<String> flags(Decoder in, Utf8 scratch) throws IOException {
        List<String> flags = new ArrayList<>(0);
        for (long block = in.readArrayStart(); block > 0; block = in.arrayNext()) {
            for (long i = 0; i < block; i++) {
                flags.add(known(in, scratch));
            }
        }
        return flags;
    }

    private List<FrameworkEvent> events(Decoder in, Utf8 scratch) throws IOException {
        List<FrameworkEvent> events = new ArrayList<>(0);
        for (long block = in.readArrayStart(); block > 0; block = in.arrayNext()) {
            for (long i = 0; i < block; i++) {
                events.add(new FrameworkEvent(known(in, scratch), in.readLong()));
            }
        }
        return events;
    }

    private Map<String, String> metadata(Decoder in, Utf8 scratch) throws IOException {
        long first = in.readMapStart();
        if (first == 0) {
            return Map.of();
        }
        Map<String, String> metadata = new HashMap<>(FEW);
        for (long block = first; block > 0; block = in.mapNext()) {
            for (long i = 0; i < block; i++) {
                String key = known(in, scratch);
                metadata.put(key, known(in, scratch));
            }
        }
        return metadata;
    }
}
