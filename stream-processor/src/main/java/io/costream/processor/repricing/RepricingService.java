package io.costream.processor.repricing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.costream.avro.Repricing;
import io.costream.avro.RepricingState;
import io.costream.schemas.TopicTable;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs of an instance: begun on request, worked on one after the other in a thread of its own, and known by their
 * names. What a dry run found is kept by the instance that made it. Safe for use by many threads.
 */
public final class RepricingService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RepricingService.class);
    private static final Duration RUNS_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    /** Dry runs whose results are kept. */
    private static final int MOST_DRY_RUNS = 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Repricer repricer;
    private final TopicTable<Repricing> runs;
    private final Map<String, ObjectNode> dryRuns = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ObjectNode> eldest) {
            return size() > MOST_DRY_RUNS;
        }
    });
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "repricing");
        made.setDaemon(true);
        return made;
    });
    private volatile boolean closing;

    /** How far the runs are that this process works on. */
    private final Map<String, RunProgress> atWork = new ConcurrentHashMap<>();

    /**
     * A service.
     *
     * @param runs follows the topic of runs; closed with this
     */
    public RepricingService(Repricer repricer, TopicTable<Repricing> runs) {
        this.repricer = repricer;
        this.runs = runs;
    }

    /** Begins a run and returns; its state is asked for by its name. */
    public ObjectNode begin(RepricingRequest request) {
        Repricing run = repricer.begin(request, "api");
        thread.execute(() -> work(run));
        return ResultJson.of(run);
    }

    /** Begins a dry run and returns. */
    public ObjectNode beginDryRun(RepricingRequest request) {
        Repricing run = repricer.draft(request, "api");
        ObjectNode begun = ResultJson.of(run);
        dryRuns.put(run.getRun(), begun);
        thread.execute(() -> {
            try {
                dryRuns.put(run.getRun(), ResultJson.of(watched(run, watch -> repricer.dryRun(run, watch))));
            } catch (RuntimeException e) {
                LOG.atWarn().addKeyValue("run", run.getRun()).setCause(e).log("A dry run has failed");
                dryRuns.put(
                        run.getRun(),
                        begun.deepCopy().put("state", RepricingResult.FAILED).put("problem", e.getMessage()));
            }
        });
        return begun;
    }

    /** Works on a run until it has ended, in the thread that calls. */
    void work(Repricing run) {
        try {
            RepricingResult result = watched(run, watch -> repricer.work(run, watch));
            LOG.atInfo()
                    .addKeyValue("run", run.getRun())
                    .addKeyValue("state", result.state())
                    .addKeyValue("changed", result.sums().total().changed())
                    .log("A re-pricing run has ended");
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("run", run.getRun())
                    .setCause(e)
                    .log("A re-pricing run was cut off; it is resumed, or can be");
        }
    }

    private RepricingResult watched(Repricing run, Function<RunObserver, RepricingResult> work) {
        RunProgress progress = new RunProgress(() -> closing);
        atWork.put(run.getRun(), progress);
        try {
            return work.apply(progress);
        } finally {
            atWork.remove(run.getRun());
        }
    }

    Repricer repricer() {
        return repricer;
    }

    boolean isClosing() {
        return closing;
    }

    /** Every run that ever began, the newest first, without what it changed. */
    public List<ObjectNode> list() {
        return runs.snapshot().values().stream()
                .sorted(Comparator.comparing(Repricing::getStarted).reversed())
                .map(ResultJson::of)
                .toList();
    }

    /** One run, or a dry run of this instance; with its progress where this instance works on it. */
    public Optional<JsonNode> find(String name) {
        return runs.get(name)
                .map(RepricingService::document)
                .or(() -> Optional.ofNullable(dryRuns.get(name)))
                .map(document -> withProgress(name, document));
    }

    private JsonNode withProgress(String name, JsonNode document) {
        @Nullable RunProgress progress = atWork.get(name);
        return progress == null ? document : ((ObjectNode) document.deepCopy()).set("progress", progress.json());
    }

    private static JsonNode document(Repricing run) {
        try {
            return run.getResult().isEmpty() ? ResultJson.of(run) : JSON.readTree(run.getResult());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was stored of run " + run.getRun() + " cannot be read", e);
        }
    }

    /** The one run that has begun and not ended. */
    Optional<Repricing> unfinished() {
        return runs.snapshot().values().stream()
                .filter(run -> run.getState() == RepricingState.RUNNING)
                .findFirst();
    }

    /**
     * The run whose changes are in an answer in part, or may be: others are still to come.
     *
     * @param tenant whom the answer is about; empty for all
     * @param adjustedTo by partition, the offset up to which the answer holds every adjustment
     */
    public Optional<String> unfinishedIn(String tenant, Instant from, Instant to, Map<Integer, Long> adjustedTo) {
        RunReach reach = RunReach.of(runs.snapshot().values());
        if (reach.isBehind(adjustedTo)) {
            // What the answer holds was committed together with a record of its run: it is there to be read.
            runs.awaitEnd(RUNS_TIMEOUT);
            reach = RunReach.of(runs.snapshot().values());
        }
        return reach.unfinishedIn(tenant, from, to, adjustedTo).map(Repricing::getRun);
    }

    /** Stops what runs: a run stays to be resumed. */
    @Override
    public void close() {
        closing = true;
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        runs.close();
    }
}
