package io.costream.producer;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf a request is served: what all calls made meanwhile have in common. Immutable and safe for use by many
 * threads. While a scope is open on a thread, measured calls that start on this thread take from it what their own
 * template leaves open.
 *
 * <pre>{@code
 * try (CallScope.Opened opened = CallScope.EMPTY.tenant("acme").user("chris").tag("feature", "crm").open()) {
 *     executor.execute(CallScope.current().wrap(this::answer));
 * }
 * }</pre>
 *
 * @param tags metadata of every call
 */
public record CallScope(
        @Nullable String tenantName,
        @Nullable String userName,
        @Nullable String session,
        @Nullable String frameworkName,
        @Nullable String operationName,
        Map<String, String> tags) {
    public static final CallScope EMPTY = new CallScope(null, null, null, null, null, Map.of());

    private static final ThreadLocal<@Nullable CallScope> CURRENT = new ThreadLocal<>();

    public CallScope {
        tags = Map.copyOf(tags);
    }

    /** The scope that is open on this thread; {@link #EMPTY} where none is. */
    public static CallScope current() {
        CallScope current = CURRENT.get();
        return current == null ? EMPTY : current;
    }

    public CallScope tenant(String name) {
        return new CallScope(name, userName, session, frameworkName, operationName, tags);
    }

    public CallScope user(String name) {
        return new CallScope(tenantName, name, session, frameworkName, operationName, tags);
    }

    public CallScope sessionId(String id) {
        return new CallScope(tenantName, userName, id, frameworkName, operationName, tags);
    }

    public CallScope framework(String name) {
        return new CallScope(tenantName, userName, session, name, operationName, tags);
    }

    public CallScope operation(String name) {
        return new CallScope(tenantName, userName, session, frameworkName, name, tags);
    }

    public CallScope tag(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(tags);
        more.put(requireNonNull(key, "key"), requireNonNull(value, "value"));
        return new CallScope(tenantName, userName, session, frameworkName, operationName, more);
    }

    /** Opens this scope on this thread, in the place of the one that is open, until the result is closed. */
    public Opened open() {
        CallScope before = CURRENT.get();
        CURRENT.set(this);
        return () -> {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        };
    }

    /** The task within this scope, whichever thread runs it. */
    @SuppressWarnings("try") // Opening and closing is all that the resource is for.
    public Runnable wrap(Runnable task) {
        requireNonNull(task, "task");
        return () -> {
            try (Opened opened = open()) {
                task.run();
            }
        };
    }

    /** The task within this scope, whichever thread runs it. */
    @SuppressWarnings("try") // Opening and closing is all that the resource is for.
    public <T extends @Nullable Object> Callable<T> wrap(Callable<T> task) {
        requireNonNull(task, "task");
        return () -> {
            try (Opened opened = open()) {
                return task.call();
            }
        };
    }

    /** An executor whose tasks run within the scope that was open where they were handed over. */
    public static Executor following(Executor executor) {
        requireNonNull(executor, "executor");
        return task -> executor.execute(current().wrap(task));
    }

    /** A scope that is open; to be closed on the thread that opened it. */
    @FunctionalInterface
    public interface Opened extends AutoCloseable {
        @Override
        void close();
    }
}
