package io.costream.cli.demo;

import io.costream.pricing.Unit;
import io.costream.pricing.Usage;
import io.costream.producer.Call;
import io.costream.producer.FrameworkEvent;
import io.costream.producer.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Calls as three companies would make them in a day: more at day than at night, small models for most of the work, long
 * prompts read from a cache, a failure now and then. The same seed gives the same calls.
 */
final class Traffic {
    /** A kind of work: who does it with what, and how much it takes. */
    private record Work(
            String tenant,
            String task,
            String framework,
            String provider,
            String model,
            List<String> users,
            int weight,
            int input,
            int output,
            int cachedPercent,
            int reasoningPercent) {}

    private static final List<Work> WORK = List.of(
            new Work(
                    "acme",
                    "support-chat",
                    "langchain4j",
                    "openai",
                    "gpt-4o-mini",
                    people("ana", "ben", "chris"),
                    34,
                    1_800,
                    320,
                    55,
                    0),
            new Work(
                    "acme",
                    "support-chat",
                    "langchain4j",
                    "openai",
                    "gpt-4o",
                    people("ana", "dora"),
                    14,
                    2_600,
                    480,
                    40,
                    0),
            new Work(
                    "acme",
                    "summarization",
                    "spring-ai",
                    "openai",
                    "gpt-4.1",
                    people("nightly"),
                    8,
                    14_000,
                    700,
                    10,
                    0),
            new Work(
                    "globex",
                    "code-review",
                    "langchain4j",
                    "openai",
                    "o3",
                    people("eve", "finn"),
                    7,
                    6_000,
                    2_400,
                    30,
                    70),
            new Work(
                    "globex",
                    "code-review",
                    "openai-java",
                    "openai",
                    "gpt-4.1-mini",
                    people("eve", "gus"),
                    15,
                    3_500,
                    600,
                    25,
                    0),
            new Work(
                    "globex",
                    "embeddings",
                    "openai-java",
                    "openai",
                    "text-embedding-3-small",
                    people("indexer"),
                    12,
                    900,
                    0,
                    0,
                    0),
            new Work("initech", "reports", "spring-ai", "openai", "gpt-4o", people("hana"), 6, 5_200, 1_300, 20, 0),
            new Work(
                    "initech",
                    "extraction",
                    "spring-ai",
                    "openai",
                    "gpt-4.1-nano",
                    people("hana", "ivo"),
                    10,
                    2_200,
                    150,
                    0,
                    0));

    private static final int WEIGHTS = WORK.stream().mapToInt(Work::weight).sum();
    private static final int FAILURES_PER_THOUSAND = 12;

    private final Random random = new Random(20_241_117);
    private final Instant now;

    Traffic(Instant now) {
        this.now = now;
    }

    private static List<String> people(String... names) {
        return List.of(names);
    }

    /** So many calls of the last day, oldest first. */
    List<Call> calls(int number) {
        List<Call> calls = new ArrayList<>(number);
        long dayMillis = Duration.ofDays(1).toMillis();
        for (int i = 0; i < number; i++) {
            long age = dayMillis - dayMillis * i / number - random.nextInt(20_000);
            calls.add(call(i, now.minusMillis(Math.max(1, age))));
        }
        return calls;
    }

    private Call call(int number, Instant at) {
        Work work = work();
        boolean failed = random.nextInt(1_000) < FAILURES_PER_THOUSAND;
        Usage usage = failed ? Usage.NONE : usage(work);
        long latency = failed ? 30_000 : 180 + usage.outputTokens() * 9 + random.nextInt(400);
        return Call.builder()
                .id("demo-" + number)
                .tenant(work.tenant())
                .user(work.users().get(random.nextInt(work.users().size())))
                .sessionId(work.tenant() + "-session-" + number / 40)
                .provider(work.provider())
                .model(work.model())
                .framework(work.framework())
                .operation(work.task())
                .outcome(failed ? Outcome.TIMEOUT : Outcome.OK)
                .at(at)
                .latency(Duration.ofMillis(latency))
                .usage(usage)
                .frameworkEvent(new FrameworkEvent("ModelRequest", Duration.ofMillis(latency)))
                .metadata("feature", work.task())
                .build();
    }

    private Work work() {
        int drawn = random.nextInt(WEIGHTS);
        for (Work work : WORK) {
            drawn -= work.weight();
            if (drawn < 0) {
                return work;
            }
        }
        return WORK.get(0);
    }

    private Usage usage(Work work) {
        long input = spread(work.input());
        long cached = input * work.cachedPercent() / 100;
        long output = spread(work.output());
        long reasoning = output * work.reasoningPercent() / 100;
        return Usage.builder()
                .tokens(Unit.INPUT_UNCACHED, input - cached)
                .tokens(Unit.INPUT_CACHE_READ, cached)
                .tokens(Unit.OUTPUT_TEXT, output - reasoning)
                .tokens(Unit.OUTPUT_REASONING, reasoning)
                .build();
    }

    /** Between a third and nearly twice the usual. */
    private long spread(int usual) {
        return usual == 0 ? 0 : usual / 3 + random.nextInt(Math.max(1, usual * 3 / 2));
    }
}
