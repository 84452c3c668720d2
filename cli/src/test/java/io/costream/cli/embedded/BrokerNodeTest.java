package io.costream.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BrokerNodeTest {
    private static BrokerNode node(Map<Integer, Integer> controllers) {
        return new BrokerNode(Path.of("/data"), 1, 9092, new TreeMap<>(controllers), "cluster");
    }

    @Test
    void oneNodeKeepsOneCopyOfEverything() {
        Map<String, String> settings = node(Map.of(1, 9093)).settings();

        assertThat(settings)
                .containsEntry("offsets.topic.replication.factor", "1")
                .containsEntry("transaction.state.log.replication.factor", "1")
                .containsEntry("transaction.state.log.min.isr", "1")
                .containsEntry("controller.quorum.voters", "1@127.0.0.1:9093");
    }

    @Test
    void threeNodesKeepThreeCopiesOfWhichTwoAreNeeded() {
        Map<String, String> settings = node(Map.of(1, 9093, 2, 9094, 3, 9095)).settings();

        assertThat(settings)
                .containsEntry("offsets.topic.replication.factor", "3")
                .containsEntry("transaction.state.log.min.isr", "2")
                .containsEntry("controller.quorum.voters", "1@127.0.0.1:9093,2@127.0.0.1:9094,3@127.0.0.1:9095");
    }

    @Test
    void listensOnTheLoopbackAddressOnly() {
        assertThat(node(Map.of(1, 9093)).settings())
                .containsEntry("listeners", "PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093");
    }

    @Test
    void aNodeIsOneOfItsControllers() {
        assertThatThrownBy(() -> node(Map.of(2, 9093)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("node 1");
    }
}
