package io.costream.producer.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.producer.Call;
import io.costream.producer.CallRecorder;
import io.costream.producer.Costream;
import io.costream.producer.CostreamConfig;
import io.costream.producer.DropReason;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MicrometerCallMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MicrometerCallMetrics metrics = new MicrometerCallMetrics(registry);

    private double count(String name, String... tags) {
        return registry.get(name).tags(tags).counter().count();
    }

    @Test
    void hasASeriesForEachReasonBeforeAnythingIsLost() {
        for (DropReason reason : DropReason.values()) {
            assertThat(count(MicrometerCallMetrics.DROPPED, "reason", reason.label()))
                    .isZero();
        }
    }

    @Test
    void countsWhatIsReported() {
        metrics.recorded();
        metrics.recorded();
        metrics.sent();
        metrics.spooled();
        metrics.retried();
        metrics.dropped(DropReason.QUEUE_FULL);
        metrics.waiting(3, 400);

        assertThat(count(MicrometerCallMetrics.RECORDED)).isEqualTo(2);
        assertThat(count(MicrometerCallMetrics.SENT)).isEqualTo(1);
        assertThat(count(MicrometerCallMetrics.SPOOLED)).isEqualTo(1);
        assertThat(count(MicrometerCallMetrics.RETRIED)).isEqualTo(1);
        assertThat(count(MicrometerCallMetrics.DROPPED, "reason", "queue_full")).isEqualTo(1);
        assertThat(registry.get(MicrometerCallMetrics.WAITING).gauge().value()).isEqualTo(3);
        assertThat(registry.get(MicrometerCallMetrics.WAITING_BYTES).gauge().value())
                .isEqualTo(400);
    }

    @Test
    void followsARecorder() {
        CostreamConfig config = CostreamConfig.of(
                Map.of("bootstrap.servers", "127.0.0.1:1", "schema.registry.url", "http://127.0.0.1:1"));
        CallRecorder recorder = Costream.create(config, metrics);

        recorder.record(Call.builder().model("gpt-4o").build());
        recorder.record(Call.builder().build());
        recorder.close(Duration.ZERO);

        assertThat(count(MicrometerCallMetrics.RECORDED)).isEqualTo(1);
        assertThat(count(MicrometerCallMetrics.DROPPED, "reason", "invalid")).isEqualTo(1);
    }
}
