package io.costream.schemas;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a table holds. Written by one thread, read by any. */
final class TableContents<V> {
    private static final Logger LOG = LoggerFactory.getLogger(TableContents.class);

    private final String topic;
    private final Function<byte[], V> decoder;
    private final List<Runnable> actions = new CopyOnWriteArrayList<>();
    private final AtomicLong unreadable = new AtomicLong();
    private final Set<String> unreadableKeys = new HashSet<>();
    private volatile Map<String, V> snapshot = Map.of();
    private volatile boolean complete = true;
    /** Read, but not to be seen yet; only the reading thread touches it. */
    private Map<String, V> pending = Map.of();

    TableContents(String topic, Function<byte[], V> decoder) {
        this.topic = topic;
        this.decoder = decoder;
    }

    /**
     * Takes over records of one partition, in order; they are seen once {@link #publish} is called.
     *
     * @return how many, from the first; fewer than all where the decoder asks for another attempt
     */
    int apply(List<ConsumerRecord<String, byte[]>> records) {
        Map<String, V> changed = new HashMap<>(pending);
        int applied = 0;
        try {
            for (ConsumerRecord<String, byte[]> record : records) {
                apply(record, changed);
                applied++;
            }
        } catch (RetriableException e) {
            LOG.atWarn().addKeyValue("topic", topic).setCause(e).log("A record cannot be read now");
        }
        if (applied > 0) {
            pending = Collections.unmodifiableMap(changed);
        }
        return applied;
    }

    /** Lets everything taken over be seen at once: called where no transaction is cut in two. */
    void publish() {
        if (!isPublished()) {
            snapshot = pending;
            complete = unreadableKeys.isEmpty();
            actions.forEach(this::call);
        }
    }

    /** Whether everything taken over can be seen. For the reading thread. */
    @SuppressWarnings("ReferenceEquality") // Each change makes a map of its own.
    boolean isPublished() {
        return snapshot == pending;
    }

    private void apply(ConsumerRecord<String, byte[]> record, Map<String, V> changed) {
        String key = record.key() == null ? "" : record.key();
        if (record.value() == null) {
            changed.remove(key);
            unreadableKeys.remove(key);
            return;
        }
        try {
            changed.put(key, decoder.apply(record.value()));
            unreadableKeys.remove(key);
        } catch (RetriableException e) {
            throw e;
        } catch (RuntimeException e) {
            unreadable.incrementAndGet();
            unreadableKeys.add(key);
            LOG.atError()
                    .addKeyValue("topic", topic)
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .addKeyValue("key", key)
                    .setCause(e)
                    .log("A record cannot be read; its key keeps the value before");
        }
    }

    private void call(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("topic", topic).setCause(e).log("A listener of a table fails");
        }
    }

    void onChange(Runnable action) {
        actions.add(action);
    }

    Map<String, V> snapshot() {
        return snapshot;
    }

    long unreadable() {
        return unreadable.get();
    }

    /** Whether no key's newest value is one that could not be read. */
    boolean isComplete() {
        return complete;
    }
}
