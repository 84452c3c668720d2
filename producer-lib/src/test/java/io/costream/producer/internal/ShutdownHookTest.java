package io.costream.producer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** That the hook runs is shown by a process that ends, in the integration tests. */
class ShutdownHookTest {
    @Test
    void isGoneOnceCancelled() {
        ShutdownHook hook = new ShutdownHook();
        hook.register(() -> {});
        boolean before = hook.isRegistered();

        hook.cancel();
        hook.cancel();

        assertThat(before).isTrue();
        assertThat(hook.isRegistered()).isFalse();
    }
}
