package io.costream.it;

import io.costream.avro.Call;
import io.costream.avro.Identity;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Calls around the instants at which prices took effect. */
final class LateCalls {
    private static final long AROUND_SECONDS = Duration.ofDays(3).toSeconds();

    private final Random random;
    private final List<LatePrices.Change> changes;
    private int number;

    LateCalls(long seed, List<LatePrices.Change> changes) {
        this.random = new Random(seed);
        this.changes = changes;
    }

    List<Call> next(int calls) {
        List<Call> next = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            next.add(call(changes.get(random.nextInt(changes.size()))));
        }
        return next;
    }

    private Call call(LatePrices.Change change) {
        Call.Builder call = Call.newBuilder()
                .setCallId("late-" + number++)
                .setIdentity(Identity.TRANSACTION)
                .setTenant("tenant-" + random.nextInt(5))
                .setUser("user-" + random.nextInt(20))
                .setProvider(change.provider())
                .setModel(change.model())
                .setOperation("chat")
                .setEventTime(change.from()
                        .plusSeconds(random.nextLong(-AROUND_SECONDS, AROUND_SECONDS))
                        .plusNanos(random.nextInt(1_000_000) * 1_000L))
                .setInputUncached(random.nextInt(100_000))
                .setInputCacheRead(random.nextInt(3) * 1_234L)
                .setOutputText(random.nextInt(10_000))
                .setOutputReasoning(random.nextInt(3) * 777L);
        if (random.nextInt(4) == 0) {
            call.setOtherUsage(Map.of("pages", BigDecimal.valueOf(random.nextInt(50) + 1)));
        }
        return call.build();
    }
}
