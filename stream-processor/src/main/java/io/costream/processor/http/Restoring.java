package io.costream.processor.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.costream.processor.state.RestoreState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How far partitions are that cannot be asked since they are being restored, here or elsewhere. */
final class Restoring {
    private final Health health;
    private final Peers peers;

    Restoring(Health health, Peers peers) {
        this.health = health;
        this.peers = peers;
    }

    /** Why an answer that lacks these partitions is refused. */
    RequestProblem refusal(List<Integer> missing) {
        Map<Integer, String> known = new HashMap<>();
        peers.all().parallelStream().map(Peer::restoring).forEachOrdered(known::putAll);
        known.putAll(here());
        List<String> words = new ArrayList<>(List.of("partitions " + missing + " cannot be asked now"));
        missing.forEach(partition -> Optional.ofNullable(known.get(partition))
                .ifPresent(state -> words.add("partition " + partition + " is being restored: " + state)));
        return new RequestProblem(503, String.join("; ", words));
    }

    /** Words to put behind the name of a partition that is being restored here; empty where nothing is known. */
    String behind(int partition) {
        return Optional.ofNullable(here().get(partition))
                .map(state -> ": " + state)
                .orElse("");
    }

    /** For peers: how far partitions are that are being restored here. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        here().forEach((partition, state) -> json.put(partition.toString(), state));
        return json;
    }

    private Map<Integer, String> here() {
        Map<Integer, String> states = new TreeMap<>();
        health.restoring()
                .ifPresent(progress -> progress.partitions()
                        .forEach((Integer partition, RestoreState state) -> states.put(partition, state.toString())));
        return states;
    }
}
