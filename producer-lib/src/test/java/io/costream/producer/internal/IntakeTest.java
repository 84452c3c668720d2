package io.costream.producer.internal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.costream.producer.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private final List<QueuedCall> seen = new ArrayList<>();
    private boolean broken;

    private final CallEncoder encoder = new CallEncoder() {
        @Override
        public void encodeAhead(Call call, QueuedCall queued) {
            seen.add(queued);
            queued.keep(call);
            if (broken) {
                throw new IllegalStateException("broken");
            }
        }

        @Override
        public byte[] encode(QueuedCall call, String producerId, long sequence) {
            throw new IllegalStateException("not on this thread");
        }

        @Override
        public byte[] complete(byte[] memory, int start, int length, String producerId, long sequence) {
            throw new IllegalStateException("not on this thread");
        }
    };

    private final CallRing ring = new CallRing(1, 1L << 20, CallRingTest::slab);
    private final Intake intake = new Intake(ring, new Streams(Map.of()), encoder);

    private static Call call() {
        return Call.builder().model("m").build();
    }

    @Test
    void encodesNothingOnceACallFoundNoRoom() {
        intake.offer(call());
        intake.offer(call());

        CallRing.Offer offer = intake.offer(call());

        assertThat(offer).isEqualTo(CallRing.Offer.FULL);
        assertThat(seen).hasSize(2);
    }

    @Test
    void tellsAFullQueueFromAClosedOne() {
        ring.close();

        CallRing.Offer offer = intake.offer(call());

        assertThat(offer).isEqualTo(CallRing.Offer.CLOSED);
    }

    @Test
    void usesTheMemoryOfACallThatCouldNotBeEncodedAgain() {
        broken = true;
        assertThatIllegalStateException().isThrownBy(() -> intake.offer(call()));
        broken = false;

        CallRing.Offer offer = intake.offer(call());

        assertThat(offer).isEqualTo(CallRing.Offer.TAKEN);
        assertThat(seen.get(1)).isSameAs(seen.get(0));
        assertThat(requireNonNull(requireNonNull(ring.take()).call()).isPlain()).isFalse();
    }
}
