package io.costream.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costream.cli.embedded.BrokerNode;
import io.costream.cli.embedded.BrokerStartException;
import io.costream.cli.embedded.EmbeddedBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedBrokerIT {
    @TempDir
    private Path folder;

    @Test
    void keepsItsDataWhenClosedAndStartedAgain() throws Exception {
        try (EmbeddedBroker first = EmbeddedBroker.start(folder, 0)) {
            Broker broker = new Broker(first.bootstrapServers());
            broker.create("t", 1);
            broker.write("t", List.of("a", "b"));
        }

        try (EmbeddedBroker second = EmbeddedBroker.start(folder, 0)) {
            assertThat(new Broker(second.bootstrapServers()).read("t")).containsExactly("a", "b");
        }
    }

    @Test
    void keepsItsDataWhenKilledAndStartedAgain() throws Exception {
        BrokerNode node = node(folder, 1, new TreeMap<>(Map.of(1, FreePort.any())), EmbeddedBroker.newClusterId());
        Broker broker = new Broker("127.0.0.1:" + node.port());
        try (BrokerProcess process = BrokerProcess.launch(node).awaitReady()) {
            broker.create("t", 1);
            broker.write("t", List.of("a", "b"));
            process.kill();
        }

        try (EmbeddedBroker second = EmbeddedBroker.start(folder, node.port())) {
            assertThat(broker.read("t")).containsExactly("a", "b");
            assertThat(second.bootstrapServers()).isEqualTo(broker.bootstrapServers());
        }
    }

    @Test
    void servesWhileOneNodeOfThreeIsKilled() throws Exception {
        SortedMap<Integer, Integer> controllers =
                new TreeMap<>(Map.of(1, FreePort.any(), 2, FreePort.any(), 3, FreePort.any()));
        String clusterId = EmbeddedBroker.newClusterId();
        List<BrokerNode> nodes = List.of(
                node(folder.resolve("1"), 1, controllers, clusterId),
                node(folder.resolve("2"), 2, controllers, clusterId),
                node(folder.resolve("3"), 3, controllers, clusterId));
        List<BrokerProcess> processes = new ArrayList<>();
        try {
            nodes.forEach(node -> processes.add(BrokerProcess.launch(node)));
            processes.forEach(BrokerProcess::awaitReady);
            Broker broker = new Broker("127.0.0.1:" + nodes.get(1).port() + ",127.0.0.1:"
                    + nodes.get(2).port());
            broker.create("t", 3);
            broker.write("t", List.of("a"));

            processes.get(0).kill();
            broker.write("t", List.of("b"));

            assertThat(broker.read("t")).containsExactly("a", "b");
        } finally {
            for (BrokerProcess process : processes) {
                process.kill();
            }
        }
    }

    @Test
    void namesThePortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> EmbeddedBroker.start(folder, port))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessageContaining("port " + port + " is in use");
        }
    }

    @Test
    void namesTheFolderThatIsInUse() throws Exception {
        BrokerNode node = node(folder, 1, new TreeMap<>(Map.of(1, FreePort.any())), EmbeddedBroker.newClusterId());
        try (BrokerProcess owner = BrokerProcess.launch(node)) {
            owner.awaitReady();

            assertThatThrownBy(() -> EmbeddedBroker.start(folder, 0))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessageContaining(folder + " is in use");
        }
    }

    private static BrokerNode node(Path folder, int id, SortedMap<Integer, Integer> controllers, String clusterId)
            throws IOException {
        return new BrokerNode(folder, id, FreePort.any(), controllers, clusterId);
    }
}
