package io.costream.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.it.AskingClient.Told;
import io.costream.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Asks three instances in turn, one every 100 ms, while they are restarted in turn and one is killed. An answer that is said
 * to be complete equals a plain loop over the calls below its own offsets; any other says what it lacks. A longer run:
 * {@code -Dcostream.rounds=5 -Dcostream.rate=500 -Dcostream.pace=100 -Dcostream.seed=…}.
 */
@Timeout(1_800)
class NoUnlabelledPartialAnswerIT {
    private static final int INSTANCES = 3;
    /** 0: one instance is stopped and started, another killed. Else: so often all are stopped in turn, and one is killed. */
    private static final int ROUNDS = Integer.getInteger("costream.rounds", 0);

    private static final int RATE = Integer.getInteger("costream.rate", 100);
    private static final int STANDBYS = Integer.getInteger("costream.standbys", 1);
    private static final long SEED = Long.getLong("costream.seed", System.nanoTime());
    private static final Duration PROMISE = Duration.ofSeconds(25);
    /** A machine on which an instance takes longer to start has too much else to do to be timed. */
    private static final Duration QUICK = Duration.ofSeconds(10);

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Whole months around all calls. */
    @SuppressWarnings("TimeInStaticInitializer") // One range for a whole run is meant.
    private static final LocalDate LAST =
            LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1).plusMonths(2);

    private static final LocalDate FIRST =
            LAST.minusDays(RandomCalls.OLDEST.toDays() + 100).withDayOfMonth(1);

    private final Topics topics = Topics.withPrefix(Topics.DEFAULT_PREFIX);

    @TempDir
    private Path folder;

    @Test
    void answersAreCompleteOrSayWhatTheyLackWhileInstancesComeAndGo() {
        System.out.println("NoUnlabelledPartialAnswerIT: seed " + SEED);
        try (KafkaWithRegistry kafka = new KafkaWithRegistry(folder.resolve("broker"));
                Instances instances = new Instances(kafka);
                SteadyCalls traffic = new SteadyCalls(
                        kafka.keys(Topics.DEFAULT_PREFIX),
                        topics,
                        new RandomCalls(SEED).sent(RATE * (600 + 400 * ROUNDS)),
                        RATE)) {
            instances.awaitWhole(System.nanoTime());
            if (ROUNDS == 0) {
                instances.interrupt(0, "stopped", ProcessorProcess::stop);
                instances.interrupt(1, "killed", ProcessorProcess::kill);
            }
            Random random = new Random(SEED);
            for (int round = 0; round < ROUNDS; round++) {
                IntStream.range(0, INSTANCES)
                        .forEach(one -> instances.interrupt(one, "stopped", ProcessorProcess::stop));
                instances.interrupt(random.nextInt(INSTANCES), "killed", ProcessorProcess::kill);
            }
            traffic.stop();
            instances.stopAsking();

            TotalsAtOffsets expected = new TotalsAtOffsets();
            kafka.read(topics, expected::add);
            instances.assertTold(expected);
        }
    }

    /** The instances, and a client of each that never stops asking. */
    private final class Instances implements AutoCloseable {
        private final List<Killable<ProcessorProcess>> processes = new ArrayList<>();
        private final List<Consumer<ProcessorProcess>> ends = new ArrayList<>();
        private final List<AskingClient> clients = new ArrayList<>();

        Instances(KafkaWithRegistry kafka) {
            for (int i = 0; i < INSTANCES; i++) {
                Map<String, String> config = kafka.keys(Topics.DEFAULT_PREFIX);
                int instance = i;
                int port = FreePort.any();
                config.put("api.port", Integer.toString(port));
                config.put("state.dir", folder.resolve("state-" + i).toString());
                config.put("standby.replicas", Integer.toString(STANDBYS));
                ends.add(ProcessorProcess::kill);
                processes.add(Killable.start(
                        () -> ProcessorProcess.start(config),
                        process -> ends.get(instance).accept(process)));
                clients.add(new AskingClient("http://127.0.0.1:" + port, FIRST, LAST));
            }
        }

        /** Ends an instance, starts it again, and tells how long it took until all answers were complete. */
        void interrupt(int instance, String how, Consumer<ProcessorProcess> end) {
            long event = System.nanoTime();
            ends.set(instance, end);
            processes.get(instance).killAndStart();
            ends.set(instance, ProcessorProcess::kill);
            long restarted = System.nanoTime();
            awaitWhole(restarted);
            long until = System.nanoTime();

            System.out.printf(
                    "Instance %d %s; it listened again after %.1f s%n", instance, how, (restarted - event) / 1e9);
            for (int other = 0; other < INSTANCES; other++) {
                System.out.println(" Instance " + other + " told, from then on:"
                        + clients.get(other).story(event, until));
                if (other != instance && restarted - event < QUICK.toNanos()) {
                    assertThat(clients.get(other).untilWhole(event, until))
                            .as("how long instance %d lacked what instance %d counted", other, instance)
                            .isLessThanOrEqualTo(PROMISE);
                }
            }
        }

        /** Returns once every instance has answered for all partitions for some seconds. */
        void awaitWhole(long since) {
            long[] from = {since};
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> {
                        if (clients.stream().allMatch(client -> client.isWholeSince(from[0], 10))) {
                            return true;
                        }
                        long now = System.nanoTime();
                        boolean lacking = clients.stream()
                                .anyMatch(client ->
                                        !client.untilWhole(from[0], now).isZero());
                        from[0] = lacking ? now : from[0];
                        return false;
                    });
        }

        void stopAsking() {
            clients.forEach(AskingClient::close);
        }

        void assertTold(TotalsAtOffsets expected) {
            List<Told> told =
                    clients.stream().flatMap(client -> client.told().stream()).toList();
            long complete = told.stream().filter(Told::isComplete).count();
            long byStandby = told.stream().filter(Told::isByStandby).count();
            System.out.printf(
                    "%d questions: %d answers complete, %d incomplete, %d failed; %d answers had a standby's; %d calls%n",
                    told.size(),
                    complete,
                    told.stream()
                            .filter(one -> one.isAnswer() && !one.isComplete())
                            .count(),
                    told.stream().filter(one -> !one.isAnswer()).count(),
                    byStandby,
                    expected.calls());
            told.stream().filter(Told::isAnswer).forEach(answer -> assertSaysWhatItIs(answer, expected));
            assertThat(complete).isGreaterThan(told.size() / 3);
            assertThat(byStandby > 0).isEqualTo(STANDBYS > 0);
        }

        private void assertSaysWhatItIs(Told answer, TotalsAtOffsets expected) {
            Map<Integer, Long> asOf = answer.asOf();
            Set<Integer> unanswered = new HashSet<>();
            IntStream.range(0, topics.partitions()).forEach(unanswered::add);
            unanswered.removeAll(asOf.keySet());

            assertThat(StreamSupport.stream(answer.body().path("missing").spliterator(), false)
                            .map(partition -> partition.asInt()))
                    .as("what is missing in %s", answer)
                    .containsExactlyInAnyOrderElementsOf(unanswered);
            assertThat(answer.isComplete()).isEqualTo(unanswered.isEmpty());
            assertThat(RepeatedQuestion.rows(answer.body()))
                    .as("%s as of %s, seed %d", answer.question(), asOf, SEED)
                    .isEqualTo(expected.below(answer.question(), asOf));
        }

        @Override
        public void close() {
            stopAsking();
            processes.forEach(Killable::close);
        }
    }
}
