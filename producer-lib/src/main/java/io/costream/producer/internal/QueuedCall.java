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
    final AvroBytes body = new AvroBytes();

    private @Nullable Call call;
    private @Nullable String id;
    private @Nullable String user;
    private int userPosition;
    private Streams.@Nullable Stream stream;
    private int bytes;

    /** Begins anew, with a call that is not encoded. */
    void begin(Call newCall, Streams.Stream itsStream) {
        clear();
        call = newCall;
        stream = itsStream;
        bytes = (int) Math.min(Integer.MAX_VALUE, newCall.approximateBytes());
    }

    /** The body is complete. */
    void encoded() {
        id = call().id().orElse(null);
        call = null;
    }

    /** The user's pseudonym still has to be put into the body, here. */
    void leaveOut(String newUser) {
        user = newUser;
        userPosition = body.size();
    }

    /** Forgets the call, and a body that was unusually long. */
    void clear() {
        call = null;
        id = null;
        user = null;
        stream = null;
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
        return present(call);
    }

    Streams.Stream stream() {
        return present(stream);
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

    private static <T> T present(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the call is encoded, or gone");
        }
        return part;
    }
}
