package io.costream.benchmarks;

import io.costream.avro.Call;
import io.costream.avro.Identity;
import io.costream.avro.Outcome;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * Calls as a company's services would emit them: few tenants, users and models make most of them, sessions of about
 * eight calls, two days of time. The same seed and end give the same calls. Not thread-safe.
 */
final class Traffic {
    /** Users of each tenant, where nothing else is asked for. */
    static final int USERS = 300;

    private static final Duration SPAN = Duration.ofDays(2);
    private static final int SESSION_ENDS_EVERY = 8;
    private static final String[] PRODUCERS = {"chat-service-a", "chat-service-b", "batch-service", "agent-service"};
    private static final String[] OPERATIONS = {"chat", "summarization", "extraction", "code", "embeddings", "routing"};
    private static final String[] FRAMEWORKS = {"langchain4j", "spring-ai", "openai-java", "anthropic-java", "own"};
    private static final String[] FEATURES = {"search", "support", "crm-automation", "onboarding", "reports"};
    private static final List<Model> MODELS = List.of(
            new Model("openai", "gpt-4o-mini"),
            new Model("openai", "gpt-4o"),
            new Model("anthropic", "claude-sonnet-4-5"),
            new Model("google", "gemini-2.5-flash"),
            new Model("openai", "gpt-4.1"),
            new Model("anthropic", "claude-haiku-4-5"),
            new Model("openai", "gpt-5"),
            new Model("google", "gemini-2.5-pro"),
            new Model("openai", "o3"),
            new Model("anthropic", "claude-opus-4-5"),
            new Model("mistral", "mistral-large-latest"),
            new Model("deepseek", "deepseek-chat"));

    private final Random random;
    private final Instant start;
    private final long stepMicros;
    private final Zipf tenants;
    private final Zipf users;
    private final Zipf models = new Zipf(MODELS.size());
    private final Zipf operations = new Zipf(OPERATIONS.length);
    private final Zipf frameworks = new Zipf(FRAMEWORKS.length);
    private final Map<String, Long> sequences = new HashMap<>();
    private final Map<String, Integer> sessions = new HashMap<>();
    private long made;

    /**
     * Traffic that ends at an instant.
     *
     * @param calls over how many calls the two days are spread
     */
    Traffic(long seed, Instant end, int calls, int tenantCount) {
        this(seed, end, calls, tenantCount, USERS);
    }

    /** Traffic with so many users of each tenant. */
    Traffic(long seed, Instant end, int calls, int tenantCount, int userCount) {
        random = new Random(seed);
        start = end.minus(SPAN);
        stepMicros = SPAN.toNanos() / 1_000 / calls;
        tenants = new Zipf(tenantCount);
        users = new Zipf(userCount);
    }

    static List<Model> models() {
        return MODELS;
    }

    /** The next call in the order of time, give or take a second. */
    Call next() {
        String tenant = "tenant-" + tenants.draw(random);
        String user = tenant + "-user-" + users.draw(random);
        String producer = PRODUCERS[random.nextInt(PRODUCERS.length)];
        Model model = MODELS.get(models.draw(random));
        Call.Builder call = Call.newBuilder()
                .setCallId(new UUID(random.nextLong(), random.nextLong()).toString())
                .setIdentity(Identity.SEQUENCE)
                .setProducerId(producer)
                .setSequence(sequences.merge(producer + '/' + tenant, 1L, Long::sum) - 1)
                .setEventTime(at(made++))
                .setTenant(tenant)
                .setUser(user)
                .setSessionId(session(user))
                .setProvider(model.provider())
                .setModel(model.name())
                .setFramework(FRAMEWORKS[frameworks.draw(random)])
                .setOperation(OPERATIONS[operations.draw(random)])
                .setOutcome(random.nextInt(50) == 0 ? Outcome.ERROR : Outcome.OK)
                .setLatencyMicros(200_000L + random.nextInt(8_000_000))
                .setMetadata(Map.of("feature", FEATURES[random.nextInt(FEATURES.length)], "region", "eu-central"));
        usage(call);
        return call.build();
    }

    private Instant at(long number) {
        long jitterMicros = random.nextInt(1_000_000);
        return start.plus(number * stepMicros + jitterMicros, ChronoUnit.MICROS);
    }

    private String session(String user) {
        int number = random.nextInt(SESSION_ENDS_EVERY) == 0
                ? sessions.merge(user, 1, Integer::sum)
                : sessions.getOrDefault(user, 0);
        return user + "-session-" + number;
    }

    private void usage(Call.Builder call) {
        call.setInputUncached(50L + random.nextInt(4_000)).setOutputText(20L + random.nextInt(1_500));
        if (random.nextInt(5) < 2) {
            call.setInputCacheRead(1_024L * (1 + random.nextInt(8)));
        }
        if (random.nextInt(5) == 0) {
            call.setOutputReasoning(100L + random.nextInt(2_000));
        }
        if (random.nextInt(50) == 0) {
            call.setOtherUsage(Map.of("web_searches", BigDecimal.ONE));
        }
    }
}
