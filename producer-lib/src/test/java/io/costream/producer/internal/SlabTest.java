package io.costream.producer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.producer.Call;
import io.costream.producer.CallBuilder;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SlabTest {
    private static final byte[] HEADER = {0, 0, 0, 0, 1};

    private final Slab slab = new Slab();
    private final QueuedCall memory = new QueuedCall();
    private final Streams streams = new Streams(Map.of());

    private QueuedCall encoded(CallBuilder builder) {
        Call call = builder.build();
        QueuedCall queued = new QueuedCall();
        queued.begin(call, streams.of(call.tenant()));
        CallWriter.write(queued, Users.WRITTEN);
        return queued;
    }

    private static byte[] event(QueuedCall call) {
        return new Envelope(HEADER, null).event(call, "producer", 7);
    }

    @Test
    void copiesWhatFits() {
        QueuedCall call = encoded(Call.builder().tenant("acme").model("m"));
        byte[] expected = event(call);

        boolean copied = slab.put(3, call);
        QueuedCall taken = slab.take(3, memory);

        assertThat(copied).isTrue();
        assertThat(taken).isSameAs(memory);
        assertThat(event(memory)).isEqualTo(expected);
        assertThat(memory.bytes()).isEqualTo(call.bytes());
        assertThat(memory.stream()).isSameAs(call.stream());
    }

    @Test
    void handsOverWhatIsLongOrHasAnIdOfItsOwn() {
        QueuedCall longOne = encoded(Call.builder().model("m".repeat(Slab.LONGEST)));
        QueuedCall named = encoded(Call.builder().model("m").id("mine"));

        boolean copied = slab.put(0, longOne) || slab.put(1, named);

        assertThat(copied).isFalse();
        assertThat(slab.take(0, memory)).isSameAs(longOne);
        assertThat(slab.take(1, memory)).isSameAs(named);
    }

    @Test
    void hasNothingInAPlaceThatIsNotFilled() {
        slab.put(0, encoded(Call.builder().model("m")));
        slab.take(0, memory);

        slab.clear();

        assertThat(Optional.ofNullable(slab.take(0, memory))).isEmpty();
        assertThat(Optional.ofNullable(slab.take(1, memory))).isEmpty();
    }
}
