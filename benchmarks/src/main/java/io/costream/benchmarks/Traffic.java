package io.costream.benchmarks;

import io.costream.avro.Call;
import io.costream.avro.Identity;
import io.costream.avro.Outcome;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * Calls as a company's services would emit them: few tenants, users and models make most of them, a million a day. A
 * session is what a person does in a few minutes: about eight calls, half a minute apart, mostly of one model and from one
 * framework. The same seed and end give the same calls. Not thread-safe.
 */
final class Traffic {
    /** Users of each tenant, where nothing else is asked for. */
    static final int USERS = 300;

    private static final int CALLS_A_DAY = 1_000_000;
    private static final long STEP_MICROS = Duration.ofDays(1).toNanos() / 1_000 / CALLS_A_DAY;
    private static final int SESSION_ENDS_EVERY = 8;
    private static final Duration BETWEEN_CALLS_OF_A_SESSION = Duration.ofSeconds(30);
    /** One call of so many in a session takes another model, or comes from another framework. */
    private static final int OTHER_EVERY = 4;

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
    private final Zipf tenants;
    private final Zipf users;
    private final Zipf models = new Zipf(MODELS.size());
    private final Zipf operations = new Zipf(OPERATIONS.length);
    private final Zipf frameworks = new Zipf(FRAMEWORKS.length);
    private final Map<String, Long> sequences = new HashMap<>();
    private final Map<String, Integer> sessions = new HashMap<>();
    /** Those that go on now: as many as make a call each within the time between two calls. */
    private final Session[] open;

    private long made;

    /** What the calls of one session have in common; a model or framework of a call may be another. */
    private record Session(String tenant, String user, String id, Model model, String framework) {}

    /**
     * Traffic that ends at an instant.
     *
     * @param calls how many there will be
     */
    Traffic(long seed, Instant end, int calls, int tenantCount) {
        this(seed, end, calls, tenantCount, USERS);
    }

    /** Traffic with so many users of each tenant. */
    Traffic(long seed, Instant end, int calls, int tenantCount, int userCount) {
        random = new Random(seed);
        start = end.minus(calls * STEP_MICROS, ChronoUnit.MICROS);
        tenants = new Zipf(tenantCount);
        users = new Zipf(userCount);
        long atOnce = BETWEEN_CALLS_OF_A_SESSION.toNanos() / 1_000 / STEP_MICROS;
        open = new Session[(int) Math.max(1, Math.min(atOnce, calls))];
        Arrays.setAll(open, number -> newSession());
    }

    static List<Model> models() {
        return MODELS;
    }

    /** The next call in the order of time, give or take a second. */
    Call next() {
        int place = random.nextInt(open.length);
        Session session = open[place];
        if (random.nextInt(SESSION_ENDS_EVERY) == 0) {
            open[place] = newSession();
        }
        String tenant = session.tenant;
        String producer = PRODUCERS[random.nextInt(PRODUCERS.length)];
        Model model = random.nextInt(OTHER_EVERY) == 0 ? model() : session.model;
        String framework = random.nextInt(OTHER_EVERY) == 0 ? framework() : session.framework;
        Call.Builder call = Call.newBuilder()
                .setCallId(new UUID(random.nextLong(), random.nextLong()).toString())
                .setIdentity(Identity.SEQUENCE)
                .setProducerId(producer)
                .setSequence(sequences.merge(producer + '/' + tenant, 1L, Long::sum) - 1)
                .setEventTime(at(made++))
                .setTenant(tenant)
                .setUser(session.user)
                .setSessionId(session.id)
                .setProvider(model.provider())
                .setModel(model.name())
                .setFramework(framework)
                .setOperation(OPERATIONS[operations.draw(random)])
                .setOutcome(random.nextInt(50) == 0 ? Outcome.ERROR : Outcome.OK)
                .setLatencyMicros(200_000L + random.nextInt(8_000_000))
                .setMetadata(Map.of("feature", FEATURES[random.nextInt(FEATURES.length)], "region", "eu-central"));
        usage(call);
        return call.build();
    }

    private Instant at(long number) {
        long jitterMicros = random.nextInt(1_000_000);
        return start.plus(number * STEP_MICROS + jitterMicros, ChronoUnit.MICROS);
    }

    private Session newSession() {
        String tenant = "tenant-" + tenants.draw(random);
        String user = tenant + "-user-" + users.draw(random);
        int number = sessions.merge(user, 1, Integer::sum);
        return new Session(tenant, user, user + "-session-" + number, model(), framework());
    }

    private Model model() {
        return MODELS.get(models.draw(random));
    }

    private String framework() {
        return FRAMEWORKS[frameworks.draw(random)];
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
