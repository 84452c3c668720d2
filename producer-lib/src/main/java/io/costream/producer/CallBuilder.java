package io.costream.producer;

import io.costream.pricing.Unit;
import io.costream.pricing.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a {@link Call} says. Null and blank mean absence; no setter throws.
 * Not thread-safe.
 */
public final class CallBuilder {
    @Nullable
    String id;

    String tenant = Call.DEFAULT_TENANT;

    @Nullable
    String user;

    @Nullable
    String sessionId;

    String provider = "";
    String model = "";

    @Nullable
    String framework;

    @Nullable
    String operation;

    Outcome outcome = Outcome.OK;

    @Nullable
    String serviceTier;

    @Nullable
    String region;

    @Nullable
    String speed;

    @Nullable
    Instant at;

    Duration latency = Duration.ZERO;
    int attempt = 1;
    Usage usage = Usage.NONE;

    @Nullable
    Duration preprocessing;

    @Nullable
    BigDecimal statedCost;

    final Set<String> flags = new LinkedHashSet<>(4);
    final List<FrameworkEvent> frameworkEvents = new ArrayList<>(0);
    final Map<String, String> metadata = new LinkedHashMap<>(4);

    CallBuilder() {}

    CallBuilder(Call call) {
        id = call.id().orElse(null);
        tenant = call.tenant();
        user = call.user().orElse(null);
        sessionId = call.sessionId().orElse(null);
        provider = call.provider();
        model = call.model();
        framework = call.framework().orElse(null);
        operation = call.operation().orElse(null);
        outcome = call.outcome();
        serviceTier = call.serviceTier().orElse(null);
        region = call.region().orElse(null);
        speed = call.speed().orElse(null);
        latency = call.latency();
        attempt = call.attempt();
        usage = call.usage();
        preprocessing = call.preprocessing();
        statedCost = call.statedCost().orElse(null);
        flags.addAll(call.flags());
        frameworkEvents.addAll(call.frameworkEvents());
        metadata.putAll(call.metadata());
    }

    /** Names the call; unique within its tenant. Needed only where the service has a name for the call anyway. */
    public CallBuilder id(@Nullable String name) {
        id = presentOrNull(name);
        return this;
    }

    public CallBuilder tenant(@Nullable String name) {
        tenant = name == null || name.isBlank() ? Call.DEFAULT_TENANT : name;
        return this;
    }

    public CallBuilder user(@Nullable String name) {
        user = presentOrNull(name);
        return this;
    }

    public CallBuilder sessionId(@Nullable String name) {
        sessionId = presentOrNull(name);
        return this;
    }

    /** Who bills the call, such as {@code openai}; absent where it has to be found from the model. */
    public CallBuilder provider(@Nullable String name) {
        provider = name == null ? "" : name.strip();
        return this;
    }

    /** The model as the provider names it. A call must have one. */
    public CallBuilder model(@Nullable String name) {
        model = name == null ? "" : name.strip();
        return this;
    }

    public CallBuilder framework(@Nullable String name) {
        framework = presentOrNull(name);
        return this;
    }

    /** What the call was for, such as {@code chat}, {@code embeddings} or {@code summarization}. */
    public CallBuilder operation(@Nullable String name) {
        operation = presentOrNull(name);
        return this;
    }

    public CallBuilder outcome(@Nullable Outcome ending) {
        outcome = ending == null ? Outcome.OK : ending;
        return this;
    }

    /** Standard where absent; {@code batch}, {@code flex}, {@code priority} and so on select other rates. */
    public CallBuilder serviceTier(@Nullable String name) {
        serviceTier = presentOrNull(name);
        return this;
    }

    public CallBuilder region(@Nullable String name) {
        region = presentOrNull(name);
        return this;
    }

    public CallBuilder speed(@Nullable String name) {
        speed = presentOrNull(name);
        return this;
    }

    /** When the call was made; the instant of {@link #build} where it is not told. */
    public CallBuilder at(@Nullable Instant instant) {
        at = instant;
        return this;
    }

    public CallBuilder latency(@Nullable Duration duration) {
        latency = duration == null ? Duration.ZERO : duration;
        return this;
    }

    /** 1 for the first attempt; retries of the same request count up. */
    public CallBuilder attempt(int number) {
        attempt = number;
        return this;
    }

    public CallBuilder usage(@Nullable Usage quantities) {
        usage = quantities == null ? Usage.NONE : quantities;
        return this;
    }

    /** What the provider says the call costs, in USD. */
    public CallBuilder statedCost(@Nullable BigDecimal usd) {
        statedCost = usd;
        return this;
    }

    /** Adds a word on what is odd about the usage, such as {@code usage_estimated}. */
    public CallBuilder flag(@Nullable String word) {
        if (word != null) {
            flags.add(word);
        }
        return this;
    }

    public CallBuilder flags(Iterable<String> words) {
        words.forEach(this::flag);
        return this;
    }

    public CallBuilder frameworkEvent(@Nullable FrameworkEvent event) {
        if (event == null) {
            return this;
        }
        if (frameworkEvents.size() < Call.MOST_EVENTS) {
            frameworkEvents.add(event);
        } else {
            flags.add(Call.DETAILS_LEFT_OUT);
        }
        return this;
    }

    /** Adds a key with its value; a null or blank key or value adds nothing. */
    public CallBuilder metadata(@Nullable String key, @Nullable String value) {
        if (key == null || value == null || key.isBlank() || value.isBlank()) {
            return this;
        }
        boolean fits = key.length() <= Call.LONGEST_METADATA && value.length() <= Call.LONGEST_METADATA;
        if (fits && (metadata.size() < Call.MOST_METADATA || metadata.containsKey(key))) {
            metadata.put(key, value);
        } else {
            flags.add(Call.DETAILS_LEFT_OUT);
        }
        return this;
    }

    public CallBuilder metadata(Map<String, String> entries) {
        entries.forEach(this::metadata);
        return this;
    }

    /** Takes from the scope what has not been told so far. */
    public CallBuilder within(CallScope scope) {
        String inherited = scope.tenantName();
        if (tenant.equals(Call.DEFAULT_TENANT) && inherited != null) {
            tenant(inherited);
        }
        user = user == null ? presentOrNull(scope.userName()) : user;
        sessionId = sessionId == null ? presentOrNull(scope.session()) : sessionId;
        framework = framework == null ? presentOrNull(scope.frameworkName()) : framework;
        operation = operation == null ? presentOrNull(scope.operationName()) : operation;
        scope.tags().forEach((key, value) -> {
            if (!metadata.containsKey(key)) {
                metadata(key, value);
            }
        });
        return this;
    }

    /** How long the service prepared the call, such as by retrieval or rendering; billed where a price names it. */
    public CallBuilder preprocessing(@Nullable Duration duration) {
        preprocessing = duration;
        return this;
    }

    /** How long it took to choose the framework, or the model, for the call. */
    public CallBuilder frameworkSelection(@Nullable Duration duration) {
        return duration == null ? this : frameworkEvent(new FrameworkEvent(FrameworkEvent.SELECTION, duration));
    }

    /** The usage with what was measured beside it. */
    Usage completeUsage() {
        Duration measured = preprocessing;
        if (measured == null || measured.isZero() || measured.isNegative()) {
            return usage;
        }
        Usage.Builder complete = Usage.builder();
        usage.forEach(complete::quantity);
        return complete.quantity(Unit.PREPROCESSING_MS, BigDecimal.valueOf(measured.toMillis()))
                .build();
    }

    public Call build() {
        return new Call(this);
    }

    private static @Nullable String presentOrNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
