package io.costream.processor.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.costream.processor.state.CellSnapshot;
import io.costream.processor.state.CellStream;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Streams every cell of a partition, as one write-back left them: what {@code verify} compares. Whoever is asked passes
 * on what the partition's owner answers, or names the owner that does not answer.
 */
final class SnapshotRoutes {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OWN = "/internal/snapshots/";

    private final Snapshots snapshots;
    private final Restoring restoring;

    SnapshotRoutes(Snapshots snapshots, Restoring restoring) {
        this.snapshots = snapshots;
        this.restoring = restoring;
    }

    void register(RoutesConfig routes) {
        routes.get("/v1/snapshots/{partition}", this::ofAny);
        routes.get(OWN + "{partition}", this::ofThis);
    }

    private void ofThis(Context request) throws IOException {
        int partition = partition(request);
        try (CellSnapshot snapshot = snapshots
                .local()
                .snapshot(partition)
                .orElseThrow(() -> unavailable("this instance counts partition " + partition
                        + " no longer, or is still restoring it" + restoring.behind(partition)))) {
            stream(request, snapshot);
        }
    }

    private void ofAny(Context request) throws IOException {
        int partition = partition(request);
        Optional<CellSnapshot> own = snapshots.local().snapshot(partition);
        if (own.isPresent()) {
            try (CellSnapshot snapshot = own.get()) {
                stream(request, snapshot);
            }
            return;
        }
        HostInfo owner = snapshots
                .peers()
                .owner(new TopicPartition(snapshots.topic(), partition))
                .orElseThrow(() -> unavailable("partition " + partition + " is counted by no instance now"));
        if (snapshots.peers().isSelf(owner)) {
            throw unavailable(name(owner) + " is still restoring partition " + partition + restoring.behind(partition));
        }
        passOn(request, owner, partition);
    }

    private void passOn(Context request, HostInfo owner, int partition) throws IOException {
        HttpResponse<InputStream> answer;
        try {
            answer = snapshots.peers().at(owner).ask(OWN + partition);
        } catch (IOException e) {
            throw unavailable(name(owner) + ", which counts partition " + partition + ", does not answer");
        }
        try (InputStream cells = answer.body()) {
            if (answer.statusCode() != 200) {
                throw unavailable(name(owner) + " does not answer for partition " + partition + " now: "
                        + JSON.readTree(cells).path("detail").asText("it is being restored or moved"));
            }
            request.contentType("application/octet-stream");
            cells.transferTo(request.outputStream());
        }
    }

    private void stream(Context request, CellSnapshot snapshot) throws IOException {
        request.contentType("application/octet-stream");
        CellStream.write(snapshot, snapshots.horizon(), request.outputStream());
    }

    private int partition(Context request) {
        String asked = request.pathParam("partition");
        if (asked.matches("\\d{1,9}") && Integer.parseInt(asked) < snapshots.partitions()) {
            return Integer.parseInt(asked);
        }
        throw RequestProblem.badRequest(
                "partition is '" + asked + "'; a number from 0 to " + (snapshots.partitions() - 1) + " is expected");
    }

    private static String name(HostInfo host) {
        return "instance " + host.host() + ":" + host.port();
    }

    private static RequestProblem unavailable(String message) {
        return new RequestProblem(503, message);
    }
}
