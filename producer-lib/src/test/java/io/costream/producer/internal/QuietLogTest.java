package io.costream.producer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class QuietLogTest {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    @Test
    void letsTheFirstLineThroughThenOneAMinute() {
        QuietLog log = new QuietLog();

        boolean first = log.mayWrite(5);
        boolean soon = log.mayWrite(6);
        boolean laterButTooSoon = log.mayWrite(5 + MINUTE - 1);
        boolean later = log.mayWrite(5 + MINUTE);

        assertThat(first).isTrue();
        assertThat(soon).isFalse();
        assertThat(laterButTooSoon).isFalse();
        assertThat(later).isTrue();
        assertThat(log.takeHeldBack()).isEqualTo(2);
        assertThat(log.takeHeldBack()).isZero();
    }
}
