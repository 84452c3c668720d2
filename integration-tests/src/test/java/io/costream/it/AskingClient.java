package io.costream.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks one instance at a steady pace, whether it runs or not, and keeps what it was told. */
final class AskingClient implements AutoCloseable {
    private static final Duration PACE = Duration.ofMillis(Long.getLong("costream.pace", 300));
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * One answer, or none.
     *
     * @param asked when, on the clock of {@link System#nanoTime}
     * @param body what was answered with success; null where it was not
     */
    record Told(
            RepeatedQuestion question, long asked, @Nullable JsonNode body, String problem) {
        boolean isAnswer() {
            return body != null;
        }

        boolean isComplete() {
            return body != null && body.path("complete").asBoolean();
        }

        /** Whether a standby has answered for a partition. */
        boolean isByStandby() {
            return body != null && !body.path("standby_behind_ms").isEmpty();
        }

        String summary() {
            if (body == null) {
                return problem;
            }
            return (isComplete() ? "complete" : "lacks " + body.path("missing"))
                    + (isByStandby() ? ", with a standby's" : "");
        }

        /** Offsets that the answer reflects. */
        Map<Integer, Long> asOf() {
            Map<Integer, Long> offsets = new HashMap<>();
            body.path("as_of")
                    .properties()
                    .forEach(entry -> offsets.put(
                            Integer.valueOf(entry.getKey()), entry.getValue().asLong()));
            return offsets;
        }
    }

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final List<Told> told = new CopyOnWriteArrayList<>();
    private final String url;
    private final LocalDate from;
    private final LocalDate to;
    private int next;

    AskingClient(String url, LocalDate from, LocalDate to) {
        this.url = url;
        this.from = from;
        this.to = to;
        var unused = clock.scheduleAtFixedRate(this::askNext, 0, PACE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void askNext() {
        RepeatedQuestion[] questions = RepeatedQuestion.values();
        RepeatedQuestion question = questions[next++ % questions.length];
        long asked = System.nanoTime();
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + question.path(from + "", to + "")))
                    .timeout(PATIENCE)
                    .build();
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            JsonNode body = JSON.readTree(response.body());
            boolean success = response.statusCode() == 200;
            told.add(new Told(question, asked, success ? body : null, success ? "" : body.toString()));
        } catch (IOException e) {
            told.add(new Told(question, asked, null, e.toString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    List<Told> told() {
        return told;
    }

    /** Whether everything asked since an instant has been answered for all partitions, at least so many questions. */
    boolean isWholeSince(long instant, int atLeast) {
        List<Told> since = told.stream().filter(one -> one.asked() >= instant).toList();
        return since.size() >= atLeast && since.stream().allMatch(Told::isComplete);
    }

    /** What was told between two instants, in a line for each time that it was told alike. */
    String story(long event, long until) {
        StringBuilder story = new StringBuilder();
        String last = "";
        for (Told one : told) {
            if (one.asked() >= event && one.asked() < until && !one.summary().equals(last)) {
                last = one.summary();
                story.append(String.format("%n  %5.1f s: %s", (one.asked() - event) / 1e9, last));
            }
        }
        return story.toString();
    }

    /** How long after an instant the last question was asked that was not answered for all partitions. */
    Duration untilWhole(long event, long until) {
        Optional<Told> last = told.stream()
                .filter(one -> one.asked() >= event && one.asked() < until && !one.isComplete())
                .reduce((one, later) -> later);
        return Duration.ofNanos(last.map(one -> one.asked() - event).orElse(0L));
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
