package io.costream.schemas;

import java.util.List;
import java.util.Map;

/**
 * The topics in the order a call meets them: the names, and how each must be configured. Immutable.
 *
 * <p>Every topic that is deleted by age stamps records with the broker's time: event time lives in the value alone, so
 * that importing an old call does not have retention remove it at once.
 */
public final class Topics {
    public static final String DEFAULT_PREFIX = "costream.";
    /** Partitions of calls, and of the ledger's topics, unless configured otherwise. */
    public static final int DEFAULT_PARTITIONS = 8;
    /** What is counted first; a rebuild of it counts on from here. */
    public static final int FIRST_GENERATION = 1;

    private final String prefix;
    private final int generation;
    private final int partitions;

    private Topics(String prefix, int generation, int partitions) {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions is " + partitions + ", but at least 1 is needed");
        }
        if (generation < FIRST_GENERATION) {
            throw new IllegalArgumentException("generation is " + generation + ", but the first is 1");
        }
        this.prefix = prefix;
        this.generation = generation;
        this.partitions = partitions;
    }

    public static Topics withPrefix(String prefix) {
        return new Topics(prefix, FIRST_GENERATION, DEFAULT_PARTITIONS);
    }

    public Topics partitions(int number) {
        return new Topics(prefix, generation, number);
    }

    /**
     * The same calls, prices, tenants and budgets, with topics of a generation's own for all that is made from them: for
     * a rebuild beside the running system.
     */
    public Topics generation(int number) {
        return new Topics(prefix, number, partitions);
    }

    public int generation() {
        return generation;
    }

    /** Raw calls: the system of record. */
    public String calls() {
        return prefix + "calls";
    }

    /** What could not be counted, as read, with the reason in the headers. */
    public String rejectedCalls() {
        return derived("rejected-calls");
    }

    /** The ledger: each call with its charge. */
    public String pricedCalls() {
        return derived("priced-calls");
    }

    /** The ledger: signed changes of charges. */
    public String adjustments() {
        return derived("adjustments");
    }

    public String budgetStatus() {
        return derived("budget-status");
    }

    public String alerts() {
        return derived("alerts");
    }

    public String prices() {
        return prefix + "prices";
    }

    public String exchangeRates() {
        return prefix + "exchange-rates";
    }

    public String tenants() {
        return prefix + "tenants";
    }

    public String budgets() {
        return prefix + "budgets";
    }

    public String repricings() {
        return derived("repricings");
    }

    public String imports() {
        return prefix + "imports";
    }

    /** Partitions of calls, adjustments and priced-calls alike. */
    public int partitions() {
        return partitions;
    }

    private String derived(String name) {
        return prefix + name + (generation == FIRST_GENERATION ? "" : "-" + generation);
    }

    /** The topics that this generation alone reads and writes; the others are shared by all. */
    public List<String> ofGeneration() {
        return List.of(rejectedCalls(), adjustments(), pricedCalls(), repricings(), budgetStatus(), alerts());
    }

    /** Every topic with its partitions and settings, in flow order. */
    public List<TopicSpec> all() {
        return List.of(
                log(calls(), partitions),
                log(rejectedCalls(), partitions),
                log(adjustments(), partitions),
                log(pricedCalls(), partitions),
                table(budgetStatus(), 1),
                log(alerts(), 1),
                table(prices(), 1),
                table(exchangeRates(), 1),
                table(tenants(), 1),
                table(budgets(), 1),
                table(repricings(), 1),
                table(imports(), 1));
    }

    private static TopicSpec log(String name, int partitions) {
        return new TopicSpec(
                name,
                partitions,
                Map.of("cleanup.policy", "delete", "retention.ms", "-1", "message.timestamp.type", "LogAppendTime"));
    }

    private static TopicSpec table(String name, int partitions) {
        return new TopicSpec(name, partitions, Map.of("cleanup.policy", "compact"));
    }
}
