package io.costream.producer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.producer.Call;
import io.costream.producer.CallBuilder;
import io.costream.producer.CallMetrics;
import io.costream.producer.InMemoryCallMetrics;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlabTest {
    private final CallMetrics metrics = new InMemoryCallMetrics();
    private final Deliveries deliveries = new Deliveries(metrics, new Losses(metrics));
    private final Streams streams = new Streams(Map.of());
    private final AvroCallEncoder encoder = ReadyEncoder.make();
    private final Slab slab = new Slab(deliveries, streams, encoder);

    private QueuedCall encoded(CallBuilder builder) {
        Call call = builder.build();
        QueuedCall queued = new QueuedCall();
        queued.begin(call, streams.of(call.tenant()));
        encoder.encodeAhead(call, queued);
        return queued;
    }

    private byte[] event(QueuedCall call, long sequence) {
        return encoder.encode(call, streams.producerId(), sequence);
    }

    @Test
    void copiesWhatFits() {
        QueuedCall call = encoded(Call.builder().tenant("acme").model("m"));
        byte[] expected = event(call, 7);

        boolean fits = Slab.fits(call);
        slab.copy(3, call);
        QueuedEvent event = slab.event(3);
        event.number(7);

        assertThat(fits).isTrue();
        assertThat(event.call()).isNull();
        assertThat(event.value()).isEqualTo(expected);
        assertThat(event.key()).isEqualTo("acme".getBytes(StandardCharsets.UTF_8));
        assertThat(event.moreBytes()).isZero();
    }

    @Test
    void writesAnEventAgainAsOftenAsItIsAskedFor() {
        QueuedCall call = encoded(Call.builder().tenant("acme").model("mine"));
        byte[] expected = event(call, 10);
        slab.copy(0, call);
        slab.copy(1, encoded(Call.builder().tenant("acme").model("more")));
        slab.event(0).number(10);
        slab.event(1).number(11);
        byte[] attempt = slab.event(0).value().clone();

        byte[] another = slab.event(1).value().clone();
        byte[] again = slab.event(0).value().clone();

        assertThat(attempt).isEqualTo(expected);
        assertThat(another).isNotEqualTo(expected);
        assertThat(again).isEqualTo(expected);
    }

    @Test
    void handsOverWhatIsLongOrHasAnIdOfItsOwn() {
        QueuedCall longOne = encoded(Call.builder().model("m".repeat(Slab.LONGEST)));
        QueuedCall named = encoded(Call.builder().model("m").id("mine"));

        boolean fit = Slab.fits(longOne) || Slab.fits(named);
        slab.handOver(0, longOne);
        slab.handOver(255, named);

        assertThat(fit).isFalse();
        assertThat(slab.event(0).call()).isSameAs(longOne);
        assertThat(slab.event(255).call()).isSameAs(named);
        assertThat(slab.event(0).moreBytes()).isEqualTo(longOne.bytes() - Slab.PLACE);
        assertThat(slab.event(255).stream()).isSameAs(streams.numbered(named.stream()));
    }

    @Test
    void isFreeOnceAllPlacesAreReleased() {
        boolean some = slab.release(Slab.PLACES - 1);
        boolean all = slab.release(1);

        assertThat(some).isFalse();
        assertThat(all).isTrue();
    }

    @Test
    void hasNothingInAPlaceThatIsNotFilled() {
        slab.copy(0, encoded(Call.builder().model("m")));
        boolean filled = slab.isFilled(0);

        slab.empty(0);

        assertThat(filled).isTrue();
        assertThat(slab.isFilled(0)).isFalse();
        assertThat(slab.isFilled(1)).isFalse();
    }
}
