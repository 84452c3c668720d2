package io.costream.it;

import io.costream.avro.Call;
import io.costream.avro.Identity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Calls of a few tenants, users and models over the last days, in which one of twenty is sent twice. */
final class RandomCalls {
    private static final int DAYS = 4;
    private static final int SECONDS = DAYS * 86_400;
    /** Recent, since what a producer sends late, beyond the duplicate horizon, is rejected. */
    @SuppressWarnings("TimeInStaticInitializer") // One first day for a whole run is meant.
    static final Instant FIRST = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(DAYS, ChronoUnit.DAYS);

    static final Instant END = FIRST.plusSeconds(SECONDS);
    private static final List<String[]> MODELS = List.of(
            new String[] {"openai", "gpt-4o"},
            new String[] {"openai", "gpt-4"},
            new String[] {"anthropic", "claude-3-haiku-20240307"},
            new String[] {"openai", "no-such-model"});

    private final Random random;
    private final Map<String, Long> sequences = new HashMap<>();

    RandomCalls(long seed) {
        random = new Random(seed);
    }

    /** What is sent, in order: new calls, and copies of calls sent before. */
    List<Call> sent(int number) {
        List<Call> sent = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            boolean again = i > 100 && random.nextInt(20) == 0;
            sent.add(again ? sent.get(sent.size() - 1 - random.nextInt(100)) : call(i));
        }
        return sent;
    }

    private Call call(int number) {
        String tenant = "tenant-" + random.nextInt(5);
        String producer = "producer-" + random.nextInt(3);
        String[] model = MODELS.get(random.nextInt(MODELS.size()));
        return Call.newBuilder()
                .setCallId("call-" + number)
                .setIdentity(Identity.SEQUENCE)
                .setProducerId(producer)
                .setSequence(sequences.merge(producer + tenant, 1L, Long::sum) - 1)
                .setTenant(tenant)
                .setUser("user-" + random.nextInt(20))
                .setProvider(model[0])
                .setModel(model[1])
                .setFramework(random.nextBoolean() ? "langchain4j" : null)
                .setOperation(random.nextBoolean() ? "chat" : "summarization")
                .setEventTime(FIRST.plusSeconds(random.nextInt(SECONDS)).plusNanos(random.nextInt(1_000_000) * 1_000L))
                .setInputUncached(random.nextInt(100_000))
                .setOutputText(random.nextInt(10_000))
                .setOutputReasoning(random.nextInt(3) * 777L)
                .build();
    }
}
