package io.costream.producer.internal;

import io.costream.producer.Call;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Keeps the calls; an event is the call's model and identity as text. */
final class FakeEncoder implements CallEncoder {
    final List<Call> calls = new ArrayList<>();
    int refusals;

    @Override
    public void encodeAhead(Call call, QueuedCall queued) {
        queued.keep(call);
    }

    @Override
    public byte[] encode(QueuedCall queued, String producerId, long sequence) {
        if (refusals-- > 0) {
            throw new NotYetException(new IllegalStateException("the registry is down"));
        }
        Call call = queued.call();
        calls.add(call);
        return (call.model() + "/" + producerId + "/" + sequence).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] complete(byte[] memory, int start, int length, String producerId, long sequence) {
        throw new IllegalStateException("nothing is encoded ahead");
    }
}
