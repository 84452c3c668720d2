package io.costream.processor.topology;

import io.costream.processor.state.CellStore;
import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Asks for a commit after a short interval where calls are counted as they come. What came longer ago is being caught up
 * with: then only Kafka Streams commits, at its own longer interval, so that more calls share the writing of a cell, and
 * nobody misses an answer that is seconds fresher and still far behind. For the stream thread alone.
 */
final class CommitPace {
    /** How long ago calls came that are caught up with, in append time. */
    static final Duration BEHIND = Duration.ofSeconds(10);
    /** Each task of a thread looks by itself, and whichever asks first commits all: looking often keeps the interval even. */
    private static final int LOOKS_PER_INTERVAL = 4;

    private final ProcessorContext<?, ?> context;
    private final CellStore cells;
    private final long shortestMillis;

    private CommitPace(ProcessorContext<?, ?> context, CellStore cells, Duration interval, Duration look) {
        this.context = context;
        this.cells = cells;
        // Half a look early is nearer to the interval than half a look late.
        this.shortestMillis = interval.minus(look.dividedBy(2)).toMillis();
    }

    /** From now on, the task commits what is recent at about this interval. */
    static void keep(ProcessorContext<?, ?> context, CellStore cells, Duration interval) {
        Duration look = Duration.ofMillis(Math.max(1, interval.toMillis() / LOOKS_PER_INTERVAL));
        CommitPace pace = new CommitPace(context, cells, interval, look);
        context.schedule(look, PunctuationType.WALL_CLOCK_TIME, pace::look);
    }

    private void look(long nowMillis) {
        boolean recent = nowMillis - cells.newestMillis() < BEHIND.toMillis();
        if (cells.isUncommitted() && recent && nowMillis - cells.writtenBackMillis() >= shortestMillis) {
            context.commit();
        }
    }
}
