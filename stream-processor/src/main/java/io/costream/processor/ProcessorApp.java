package io.costream.processor;

import io.costream.pricing.catalogue.BuiltinCatalogue;
import io.costream.processor.domain.Rollups;
import io.costream.processor.http.Api;
import io.costream.processor.http.ApiServer;
import io.costream.processor.http.Peers;
import io.costream.processor.http.Snapshots;
import io.costream.processor.http.Terms;
import io.costream.processor.ledger.BudgetTopics;
import io.costream.processor.ledger.Ledger;
import io.costream.processor.ledger.TopicReader;
import io.costream.processor.prices.PriceTopic;
import io.costream.processor.prices.ReferenceData;
import io.costream.processor.query.Calendars;
import io.costream.processor.query.CallQueries;
import io.costream.processor.query.ClusterCells;
import io.costream.processor.query.LedgerQueries;
import io.costream.processor.query.LocalCells;
import io.costream.processor.query.UsageQueries;
import io.costream.processor.state.Copies;
import io.costream.processor.state.RestoreProgress;
import io.costream.processor.state.Restores;
import io.costream.processor.topology.CostTopology;
import io.costream.processor.topology.PostingSchemas;
import io.costream.processor.topology.SourceChangedException;
import io.costream.schemas.AppConfig;
import io.costream.schemas.HttpSchemaRegistry;
import io.costream.schemas.SchemaRegistry;
import io.costream.schemas.Topics;
import io.costream.schemas.TopicsAdmin;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stream processor: topics, prices, the topology and the query API of one instance, wired and started. Closing it
 * ends everything within a bounded time.
 */
public final class ProcessorApp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessorApp.class);
    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

    private final Admin admin;
    private final ReferenceData reference;
    private final KafkaStreams streams;
    private final KafkaStreamsMetrics metrics;
    private final ApiServer api;
    private final AppHealth health;
    private final Repricings repricings;

    private ProcessorApp(
            Admin admin,
            ReferenceData reference,
            KafkaStreams streams,
            KafkaStreamsMetrics metrics,
            ApiServer api,
            AppHealth health,
            Repricings repricings) {
        this.admin = admin;
        this.reference = reference;
        this.streams = streams;
        this.metrics = metrics;
        this.api = api;
        this.health = health;
        this.repricings = repricings;
    }

    /**
     * Makes sure of the topics and the prices and starts; returns when the API listens. Totals may be restored then:
     * {@code /health/ready} tells.
     *
     * @throws org.apache.kafka.common.KafkaException if the brokers or the registry cannot be reached, or a topic is
     *     not as it must be
     */
    public static ProcessorApp start(ProcessorConfig config) {
        Topics topics = config.topics();
        Admin admin = Admin.create(config.clients());
        ReferenceData reference = null;
        try {
            TopicsAdmin.createOrVerify(admin, topics, config.getShort(AppConfig.REPLICATION_FACTOR));
            SchemaRegistry registry = HttpSchemaRegistry.of(config.registry(), config.schemaFolder());
            new PriceTopic(config.clients(), registry, topics).seed(BuiltinCatalogue.load());
            reference = ReferenceData.start(config.clients(), registry, topics, START_TIMEOUT);
            return start(config, admin, registry, reference);
        } catch (RuntimeException e) {
            if (reference != null) {
                reference.close();
            }
            admin.close();
            throw e;
        }
    }

    private static ProcessorApp start(
            ProcessorConfig config, Admin admin, SchemaRegistry registry, ReferenceData reference) {
        Topics topics = config.topics();
        int port = config.apiPort() == 0 ? freePort() : config.apiPort();
        String address = config.address(port);
        CostTopology topology = new CostTopology(
                topics,
                PostingSchemas.register(registry, topics),
                HttpSchemaRegistry.of(config.impatientRegistry(), config.schemaFolder()),
                reference,
                new BrokerSourceTopic(admin, topics.calls(), topics.partitions()),
                config.settings());
        Properties properties = new Properties();
        properties.putAll(config.streams(address));
        KafkaStreams streams = new KafkaStreams(topology.get(), properties);
        AtomicReference<Optional<String>> fatal = new AtomicReference<>(Optional.empty());
        Restores restores = new Restores();
        Copies copies = new Copies();
        streams.setGlobalStateRestoreListener(restores);
        streams.setStandbyUpdateListener(copies);
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.RUNNING) {
                restores.clear();
            }
        });
        streams.setUncaughtExceptionHandler(error -> {
            copies.clear();
            return afterError(error, fatal);
        });

        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(meters);
        KafkaStreamsMetrics metrics = new KafkaStreamsMetrics(streams);
        metrics.bindTo(meters);
        RestoreMeters.bind(meters, restores, copies, topics.partitions());

        AppHealth health = new AppHealth(streams, reference, restores, copies, fatal::get);
        Repricings repricings = Repricings.of(config, registry, reference);
        Api answers = api(config, registry, reference, streams, health, self(address), repricings, meters);
        ApiServer api = ApiServer.start(config.apiHost(), port, config.token(), answers);
        streams.start();
        repricings.start(answers.local(), answers.usage());
        return new ProcessorApp(admin, reference, streams, metrics, api, health, repricings);
    }

    private static Api api(
            ProcessorConfig config,
            SchemaRegistry registry,
            ReferenceData reference,
            KafkaStreams streams,
            AppHealth health,
            HostInfo self,
            Repricings repricings,
            PrometheusMeterRegistry meters) {
        Topics topics = config.topics();
        TopicReader reader = new TopicReader(config.clients());
        Ledger ledger = new Ledger(reader, registry, topics);
        Rollups rollups = config.settings().rollups();
        Calendars calendars = new Calendars(reference::calendars);
        LocalCells local = new LocalCells(streams, topics.partitions());
        Peers peers = new Peers(streams, self, config.token());
        ClusterCells cluster = new ClusterCells(local, peers, topics.partitions());
        return new Api(
                new UsageQueries(rollups, cluster, new LedgerQueries(rollups, ledger, calendars), calendars),
                new CallQueries(ledger),
                calendars,
                local,
                peers,
                new Snapshots(
                        local,
                        peers,
                        topics.calls(),
                        topics.partitions(),
                        config.settings().duplicateHorizon()),
                reference::prices,
                new Terms(reference::exchangeRates, reference::terms),
                new BudgetTopics(reader, registry, topics),
                repricings.service(),
                health,
                meters::scrape);
    }

    /** A log that is not the one that was counted ends the instance; anything else is tried again. */
    private static StreamThreadExceptionResponse afterError(Throwable error, AtomicReference<Optional<String>> fatal) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SourceChangedException) {
                fatal.set(Optional.of(String.valueOf(cause.getMessage())));
                LOG.atError().log("Counting has stopped: {}", cause.getMessage());
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            }
        }
        LOG.atError().setCause(error).log("Counting failed; it begins again from the last commit");
        LockSupport.parkNanos(RETRY_PAUSE.toNanos());
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private static HostInfo self(String address) {
        int colon = address.lastIndexOf(':');
        return new HostInfo(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the query API is. */
    public String url() {
        return api.url();
    }

    /** Why it will never count again in this process; empty while it does, or tries to. */
    public Optional<String> failure() {
        return health.problemsOfLife().stream().findFirst();
    }

    /** What keeps it from answering, in words; empty where every partition is counted and can be asked. */
    public List<String> problems() {
        return health.problemsOfReadiness();
    }

    /** How far the totals are restored that it will count on from; empty where none are being restored. */
    public Optional<RestoreProgress> restoring() {
        return health.restoring();
    }

    @Override
    public void close() {
        repricings.close();
        api.close();
        // Others take over at once, and a new start of this instance does not wait until the group misses the old one.
        streams.close(
                CloseOptions.timeout(CLOSE_TIMEOUT).withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
        metrics.close();
        reference.close();
        admin.close();
    }
}
