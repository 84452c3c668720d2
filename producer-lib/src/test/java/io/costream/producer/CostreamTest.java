package io.costream.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CostreamTest {
    /** A port on which nobody listens. */
    private static int deadPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    @Timeout(30)
    void startsRecordsAndClosesWhileNothingCanBeReached() throws IOException {
        InMemoryCallMetrics metrics = new InMemoryCallMetrics();
        CostreamConfig config = CostreamConfig.of(Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + deadPort(),
                "schema.registry.url",
                "http://127.0.0.1:" + deadPort()));
        CallRecorder recorder = Costream.create(config, metrics);
        recorder.record(Call.builder().model("gpt-4o").build());

        boolean flushed = recorder.flush(Duration.ofMillis(100));
        boolean sent = recorder.close(Duration.ofMillis(100));

        assertThat(flushed).isFalse();
        assertThat(sent).isFalse();
        assertThat(metrics.recordedCalls()).isEqualTo(1);
    }
}
