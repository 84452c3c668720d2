package io.costream.it;

import io.costream.avro.Call;
import io.costream.avro.Identity;
import io.costream.avro.Outcome;
import io.costream.processor.domain.CellPack;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Calls of a few tenants, users, sessions and models over the last days, in which one of twenty is sent twice and one of
 * ten comes late, by up to more than a year: through every change of the clocks.
 */
final class RandomCalls {
    /** The start of the last whole month: the calls that are late lie on both sides. */
    @SuppressWarnings("TimeInStaticInitializer") // One day for a whole run is meant.
    private static final LocalDate MOVED =
            LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1).minusMonths(1);

    /** A tenant that has outgrown a partition. */
    static final String HOT = "hot";

    static final int SHARDS = 8;

    /**
     * Calendars that tenants may be given: quarters and halves of an hour, clocks that change, both hemispheres, and
     * tenants that have moved, to the east and to the west.
     */
    static final SortedMap<String, PlainCalendar> CALENDARS = new TreeMap<>(Map.of(
            "tenant-0",
            PlainCalendar.of("UTC"),
            "tenant-1",
            PlainCalendar.of("Asia/Kathmandu"),
            "tenant-2",
            PlainCalendar.of("America/St_Johns"),
            "tenant-3",
            PlainCalendar.of("Europe/Berlin"),
            "tenant-4",
            PlainCalendar.of("Pacific/Auckland"),
            "tenant-5",
            PlainCalendar.of("America/St_Johns", MOVED, "Asia/Kathmandu"),
            "tenant-6",
            PlainCalendar.of("Pacific/Auckland", MOVED, "America/New_York"),
            HOT,
            PlainCalendar.of("Europe/Paris")));

    /** The hot one has as many calls as two others. */
    private static final List<String> TENANTS =
            Stream.concat(CALENDARS.keySet().stream(), Stream.of(HOT)).toList();

    static final int SESSIONS = 50;
    private static final int USERS = 20;
    /** Of one user and one session: more than one record holds. */
    private static final int MANY_MODELS = 2 * CellPack.MOST;

    static final Duration OLDEST = Duration.ofDays(400);
    private static final int DAYS = 4;
    private static final int SECONDS = DAYS * 86_400;
    private static final int AROUND = 2 * 86_400;
    /** Recent, since what a producer sends late, beyond the duplicate horizon, is rejected. */
    @SuppressWarnings("TimeInStaticInitializer") // One last day for a whole run is meant.
    private static final Instant LAST = Instant.now().truncatedTo(ChronoUnit.DAYS);

    private static final List<String[]> MODELS = List.of(
            new String[] {"openai", "gpt-4o"},
            new String[] {"openai", "gpt-4"},
            new String[] {"anthropic", "claude-3-haiku-20240307"},
            new String[] {"openai", "no-such-model"});

    private final Random random;
    private final Map<String, Long> sequences = new HashMap<>();

    RandomCalls(long seed) {
        random = new Random(seed);
    }

    /** Where the call is sent: a producer of the hot tenant always sends to one shard. */
    static String key(Call call) {
        if (!call.getTenant().equals(HOT)) {
            return call.getTenant();
        }
        String sender = call.getIdentity() == Identity.SEQUENCE ? call.getProducerId() : call.getCallId();
        return HOT + "#" + Math.floorMod(sender.hashCode(), SHARDS);
    }

    /** What is sent, in order: new calls, and copies of calls sent before. */
    List<Call> sent(int number) {
        List<Call> sent = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            boolean again = i > 100 && random.nextInt(20) == 0;
            sent.add(again ? sent.get(sent.size() - 1 - random.nextInt(100)) : call(i));
        }
        return sent;
    }

    /** Calls of a clock that is far ahead: none of them can be counted. */
    List<Call> ahead(int number) {
        return IntStream.range(0, number)
                .mapToObj(i ->
                        late(-i - 1).setEventTime(LAST.plus(2, ChronoUnit.DAYS)).build())
                .toList();
    }

    private Call call(int number) {
        if (random.nextInt(10) == 0) {
            return late(number).build();
        }
        Call.Builder call = any(number);
        String producer = "producer-" + random.nextInt(call.getTenant().equals(HOT) ? 2 * SHARDS : 3);
        return call.setIdentity(Identity.SEQUENCE)
                .setProducerId(producer)
                .setSequence(sequences.merge(producer + call.getTenant(), 1L, Long::sum) - 1)
                .setEventTime(before(SECONDS))
                .build();
    }

    private Call.Builder late(int number) {
        Call.Builder call = any(number).setIdentity(Identity.CALL_ID);
        PlainCalendar calendar = CALENDARS.get(call.getTenant());
        return call.setEventTime(
                calendar.moves() && random.nextBoolean()
                        ? around(calendar.moment())
                        : before((int) OLDEST.toSeconds()));
    }

    private Instant around(Instant moment) {
        return moment.plusSeconds(random.nextInt(2 * AROUND) - AROUND).plusNanos(random.nextInt(1_000_000) * 1_000L);
    }

    private Instant before(int seconds) {
        return LAST.minusSeconds(random.nextInt(seconds) + 1L).plusNanos(random.nextInt(1_000_000) * 1_000L);
    }

    private Call.Builder any(int number) {
        String user = random.nextInt(10) == 0 ? null : "user-" + random.nextInt(USERS);
        String session = random.nextInt(10) == 0 ? null : "session-" + random.nextInt(SESSIONS);
        String[] model = "user-0".equals(user) || "session-0".equals(session)
                ? new String[] {"openai", "model-" + random.nextInt(MANY_MODELS)}
                : MODELS.get(random.nextInt(MODELS.size()));
        return Call.newBuilder()
                .setCallId("call-" + number)
                .setEventTime(LAST)
                .setTenant(TENANTS.get(random.nextInt(TENANTS.size())))
                .setUser(user)
                .setSessionId(session)
                .setProvider(model[0])
                .setModel(model[1])
                .setFramework(random.nextBoolean() ? "langchain4j" : null)
                .setOperation(random.nextBoolean() ? "chat" : "summarization")
                .setInputUncached(random.nextInt(100_000))
                .setOutputText(random.nextInt(10_000))
                .setOutputReasoning(random.nextInt(3) * 777L)
                .setOutcome(random.nextInt(10) == 0 ? List.of(Outcome.values()).get(random.nextInt(4)) : Outcome.OK)
                // From microseconds to an hour; of some it was not measured.
                .setLatencyMicros(random.nextInt(20) == 0 ? 0 : (long) Math.exp(random.nextDouble() * 22));
    }
}
