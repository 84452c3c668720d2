package io.costream.producer;

import io.costream.pricing.Unit;
import io.costream.pricing.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One LLM API call, as the service that made it reports it. Holds counts and names, never prompts or completions.
 * Immutable.
 *
 * <p>Building one never fails, so that a mistake in reporting cannot break the service: {@link #problem} says what is
 * wrong with it, and a recorder counts such a call as {@link DropReason#INVALID}. What is only too much is left out and
 * flagged: beyond {@value #MOST_METADATA} metadata entries, {@value #LONGEST_METADATA} characters of a metadata key or
 * value, or {@value #MOST_EVENTS} framework events.
 */
public final class Call {
    public static final String DEFAULT_TENANT = "default";
    public static final int MOST_METADATA = 32;
    public static final int LONGEST_METADATA = 256;
    public static final int MOST_EVENTS = 64;
    /** Flag of a call whose metadata or framework events did not fit. */
    public static final String DETAILS_LEFT_OUT = "details_left_out";

    private static final int FIXED_BYTES = 160;

    private final @Nullable String id;
    private final String tenant;
    private final @Nullable String user;
    private final @Nullable String sessionId;
    private final String provider;
    private final String model;
    private final @Nullable String framework;
    private final @Nullable String operation;
    private final Outcome outcome;
    private final @Nullable String serviceTier;
    private final @Nullable String region;
    private final @Nullable String speed;
    private final Instant at;
    private final Duration latency;
    private final int attempt;
    private final Usage usage;
    private final @Nullable BigDecimal statedCost;
    private final Set<String> flags;
    private final List<FrameworkEvent> frameworkEvents;
    private final Map<String, String> metadata;
    private final long approximateBytes;

    Call(CallBuilder builder) {
        id = builder.id;
        tenant = builder.tenant;
        user = builder.user;
        sessionId = builder.sessionId;
        provider = builder.provider;
        model = builder.model;
        framework = builder.framework;
        operation = builder.operation;
        outcome = builder.outcome;
        serviceTier = builder.serviceTier;
        region = builder.region;
        speed = builder.speed;
        at = builder.at == null ? Instant.now() : builder.at;
        latency = builder.latency;
        attempt = builder.attempt;
        usage = builder.completeUsage();
        statedCost = builder.statedCost;
        flags = builder.flags.isEmpty() ? Set.of() : Set.copyOf(builder.flags);
        frameworkEvents = builder.frameworkEvents.isEmpty() ? List.of() : List.copyOf(builder.frameworkEvents);
        metadata = builder.metadata.isEmpty() ? Map.of() : Map.copyOf(builder.metadata);
        approximateBytes = measure();
    }

    public static CallBuilder builder() {
        return new CallBuilder();
    }

    /** A builder that starts from this call; the instant of the call is not taken over. */
    public CallBuilder toBuilder() {
        return new CallBuilder(this);
    }

    /** What names the call; without one, the recorder makes one that is unique. */
    public Optional<String> id() {
        return Optional.ofNullable(id);
    }

    public String tenant() {
        return tenant;
    }

    public Optional<String> user() {
        return Optional.ofNullable(user);
    }

    public Optional<String> sessionId() {
        return Optional.ofNullable(sessionId);
    }

    /** Who bills the call; empty where it has to be found from the model. */
    public String provider() {
        return provider;
    }

    public String model() {
        return model;
    }

    public Optional<String> framework() {
        return Optional.ofNullable(framework);
    }

    public Optional<String> operation() {
        return Optional.ofNullable(operation);
    }

    public Outcome outcome() {
        return outcome;
    }

    public Optional<String> serviceTier() {
        return Optional.ofNullable(serviceTier);
    }

    public Optional<String> region() {
        return Optional.ofNullable(region);
    }

    public Optional<String> speed() {
        return Optional.ofNullable(speed);
    }

    /** When the call was made. */
    public Instant at() {
        return at;
    }

    /** From request to last byte; zero where it was not measured. */
    public Duration latency() {
        return latency;
    }

    /** 1 for the first attempt; retries of the same request count up. */
    public int attempt() {
        return attempt;
    }

    public Usage usage() {
        return usage;
    }

    /** How long the service prepared the call, in whole milliseconds; zero where it was not measured. */
    public Duration preprocessing() {
        return Duration.ofMillis(usage.quantity(Unit.PREPROCESSING_MS).longValue());
    }

    /** How long it took to choose the framework or the model; zero where it was not measured. */
    public Duration frameworkSelection() {
        return frameworkEvents.stream()
                .filter(event -> event.event().equals(FrameworkEvent.SELECTION))
                .map(FrameworkEvent::duration)
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** What the provider says the call costs, in USD. */
    public Optional<BigDecimal> statedCost() {
        return Optional.ofNullable(statedCost);
    }

    public Set<String> flags() {
        return flags;
    }

    public List<FrameworkEvent> frameworkEvents() {
        return frameworkEvents;
    }

    public Map<String, String> metadata() {
        return metadata;
    }

    /** About how many bytes the call takes up while it waits; never far too low. */
    public long approximateBytes() {
        return approximateBytes;
    }

    /** What is wrong with the call, as one sentence; empty for a call that can be emitted. */
    public Optional<String> problem() {
        return CallRules.problem(this);
    }

    private long measure() {
        long bytes = FIXED_BYTES + length(id) + length(tenant) + length(user) + length(sessionId) + length(provider);
        bytes += length(model) + length(framework) + length(operation) + length(serviceTier) + length(region);
        bytes += length(speed);
        for (String flag : flags) {
            bytes += flag.length();
        }
        for (FrameworkEvent event : frameworkEvents) {
            bytes += 8 + event.event().length();
        }
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
            bytes += entry.getKey().length() + entry.getValue().length();
        }
        return bytes;
    }

    private static long length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
