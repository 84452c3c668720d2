package io.costream.producer.internal;

import io.costream.producer.Call;
import org.jspecify.annotations.Nullable;

/**
 * A call on its way from the thread that recorded it to the sender, in memory that is used again for other calls. One
 * thread at a time has it.
 *
 * <p>Usually the call is encoded already, but for what only the sender knows, and the call itself is forgotten. While
 * it is not known how calls are encoded, the call waits as it is.
 */
final class QueuedCall {
    /** A longer body is not kept. */
    static final int LARGEST_KEPT = 1024;

    /** The event from its time on. */
    AvroBytes body = new AvroBytes();

    private @Nullable Call call;
    private @Nullable String id;
    private @Nullable String user;
    private int userPosition;
    private int stream;
    private int bytes;

    /**
     * Begins with a call, in cleared memory. The call itself is not kept: where old memory gets a reference, the
     * garbage collector has to be told.
     */
    void begin(Call newCall, Streams.Stream itsStream) {
        stream = itsStream.number();
        bytes = (int) Math.min(Integer.MAX_VALUE, newCall.approximateBytes());
    }

    /** The call waits as it is. */
    void keep(Call itself) {
        call = itself;
    }

    /** The body is complete; with the id that the service gave the call. */
    void encoded(@Nullable String itsId) {
        call = null;
        if (itsId != null) {
            id = itsId;
        }
    }

    /** The user's pseudonym still has to be put into the body, here. */
    void leaveOut(String newUser) {
        user = newUser;
        userPosition = body.size();
    }

    /** Takes all there is of another call, which has this one's memory from then on. */
    void takeOver(QueuedCall other) {
        AvroBytes memory = body;
        body = other.body;
        call = other.call;
        id = other.id;
        user = other.user;
        userPosition = other.userPosition;
        stream = other.stream;
        bytes = other.bytes;
        other.body = memory;
        other.clear();
    }

    /** Forgets the call, and a body that was unusually long. */
    void clear() {
        call = null;
        id = null;
        user = null;
        body.keepAtMost(LARGEST_KEPT);
    }

    /** Whether the body is all there is of the call. */
    boolean isPlain() {
        return call == null && id == null && user == null;
    }

    boolean isEncoded() {
        return call == null;
    }

    /** The call, where it is not encoded yet. */
    Call call() {
        if (call == null) {
            throw new IllegalStateException("the call is encoded, or gone");
        }
        return call;
    }

    /** The number of the call's stream. */
    int stream() {
        return stream;
    }

    /** The id that the service gave the call. */
    @Nullable
    String id() {
        return id;
    }

    @Nullable
    String user() {
        return user;
    }

    int userPosition() {
        return userPosition;
    }

    /** About how many bytes the call takes up while it waits or is under way. */
    int bytes() {
        return bytes;
    }
}
