package io.costream.processor.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class WindowTest {
    @Test
    void microsecondsOfFarInstantsDoNotOverflow() {
        Instant far = Instant.parse("9999-12-31T23:59:59.999999Z");

        assertThat(Window.instant(Window.micros(far))).isEqualTo(far);
        assertThat(Window.micros(Instant.parse("1969-12-31T23:59:59.999999Z"))).isEqualTo(-1);
    }
}
