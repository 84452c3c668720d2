package io.costream.cli.repricing;

import io.costream.avro.Repricing;
import io.costream.cli.kafka.KafkaAccess;
import io.costream.cli.terminal.CommandFailure;
import io.costream.cli.terminal.Connection;
import io.costream.processor.prices.ReferenceData;
import io.costream.processor.repricing.LedgerDamagedException;
import io.costream.processor.repricing.LedgerMovedException;
import io.costream.processor.repricing.Repricer;
import io.costream.processor.repricing.RepricingRefusedException;
import io.costream.processor.repricing.RunInterruptedException;
import io.costream.processor.repricing.RunLog;
import io.costream.processor.repricing.RunObserver;
import io.costream.schemas.HttpSchemaRegistry;
import io.costream.schemas.SchemaRegistry;
import io.costream.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;

/** What a command needs to price history again, and its failures in words. Not thread-safe. */
final class RunSession implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final KafkaAccess kafka;
    private final ReferenceData reference;
    private final Repricer repricer;

    RunSession(Connection connection) {
        kafka = access(connection);
        Topics topics = kafka.ledgerTopics();
        SchemaRegistry registry = HttpSchemaRegistry.of(connection.registryKeys());
        try {
            reference = ReferenceData.start(clients(connection), registry, topics, TIMEOUT);
        } catch (KafkaException failure) {
            throw kafka.unreachable(failure);
        }
        repricer = new Repricer(
                clients(connection), registry, topics, reference::prices, reference::calendar, Clock.systemUTC());
    }

    /** Every run that ever began. */
    static List<Repricing> runs(Connection connection) {
        KafkaAccess kafka = access(connection);
        try {
            return new RunLog(
                            clients(connection), HttpSchemaRegistry.of(connection.registryKeys()), kafka.ledgerTopics())
                    .all();
        } catch (KafkaException failure) {
            throw kafka.unreachable(failure);
        }
    }

    private static KafkaAccess access(Connection connection) {
        KafkaAccess kafka = new KafkaAccess(connection);
        Topics topics = kafka.topics();
        kafka.require(List.of(topics.pricedCalls(), topics.adjustments(), topics.repricings(), topics.prices()));
        return kafka;
    }

    private static Map<String, Object> clients(Connection connection) {
        return Map.of("bootstrap.servers", connection.bootstrap());
    }

    Repricer repricer() {
        return repricer;
    }

    /** Works with a progress bar, and so that Ctrl-C ends it cleanly. */
    <T> T watched(Function<RunObserver, T> work) {
        try (WatchedRun watched = new WatchedRun()) {
            return inWords(work, watched);
        }
    }

    /** Within the watch: a process that is being stopped waits until the failure is told. */
    private <T> T inWords(Function<RunObserver, T> work, WatchedRun watched) {
        try {
            return work.apply(watched);
        } catch (RunInterruptedException stopped) {
            throw watched.failure(stopped);
        } catch (RepricingRefusedException | LedgerDamagedException refused) {
            throw CommandFailure.wrongUsage(String.valueOf(refused.getMessage()), refused);
        } catch (LedgerMovedException moved) {
            throw CommandFailure.wrongUsage(
                    "another run began while the ledger was read; try again when it has ended", moved);
        } catch (KafkaException failure) {
            throw watched.isBegun() ? watched.failure(failure) : kafka.unreachable(failure);
        }
    }

    @Override
    public void close() {
        reference.close();
    }
}
