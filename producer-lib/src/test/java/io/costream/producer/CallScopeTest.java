package io.costream.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Scopes are opened for what happens meanwhile.
class CallScopeTest {
    private static final CallScope ACME =
            CallScope.EMPTY.tenant("acme").user("chris").sessionId("s-1").tag("feature", "crm");

    @Test
    void isOpenUntilItIsClosed() {
        CallScope inner;

        try (CallScope.Opened outer = ACME.open()) {
            try (CallScope.Opened opened = ACME.user("alex").open()) {
                inner = CallScope.current();
            }
            assertThat(CallScope.current()).isEqualTo(ACME);
        }

        assertThat(inner.userName()).isEqualTo("alex");
        assertThat(CallScope.current()).isEqualTo(CallScope.EMPTY);
    }

    @Test
    void fillsWhatACallLeavesOpen() {
        Call call = Call.builder()
                .model("m")
                .user("alex")
                .metadata("feature", "search")
                .within(ACME.operation("chat").framework("spring-ai").tag("team", "blue"))
                .build();

        assertThat(call.tenant()).isEqualTo("acme");
        assertThat(call.user()).hasValue("alex");
        assertThat(call.sessionId()).hasValue("s-1");
        assertThat(call.operation()).hasValue("chat");
        assertThat(call.framework()).hasValue("spring-ai");
        assertThat(call.metadata()).containsEntry("feature", "search").containsEntry("team", "blue");
    }

    @Test
    void followsTasksToOtherThreads() throws Exception {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        Callable<CallScope> ask = CallScope::current;
        try {
            CallScope wrapped = threads.submit(ACME.wrap(ask)).get();
            CallScope after = threads.submit(ask).get();

            assertThat(wrapped).isEqualTo(ACME);
            assertThat(after).isEqualTo(CallScope.EMPTY);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void followsTasksThroughAnExecutor() {
        CallScope[] seen = new CallScope[1];
        Runnable[] later = new Runnable[1];

        try (CallScope.Opened opened = ACME.open()) {
            CallScope.following(task -> later[0] = task).execute(() -> seen[0] = CallScope.current());
        }
        later[0].run();

        assertThat(seen[0]).isEqualTo(ACME);
    }
}
