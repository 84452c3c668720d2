package io.costream.producer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

final class KeyPartitionerTest {
    private static final Node NODE = new Node(1, "localhost", 9092);

    private final KeyPartitioner partitioner = new KeyPartitioner();

    private static Cluster cluster(int partitions) {
        List<PartitionInfo> infos = IntStream.range(0, partitions)
                .mapToObj(partition -> new PartitionInfo("calls", partition, NODE, new Node[0], new Node[0]))
                .toList();
        return new Cluster("id", List.of(NODE), infos, Set.of(), Set.of());
    }

    private int partition(byte[] key, Cluster cluster) {
        return partitioner.partition("calls", key, key, null, null, cluster);
    }

    @Test
    void sendsEachKeyWhereKafkasOwnProducerDoes() {
        Cluster cluster = cluster(7);

        for (int i = 0; i < 1_000; i++) {
            byte[] key = ("tenant-" + i).getBytes(StandardCharsets.UTF_8);

            assertThat(partition(key, cluster)).isEqualTo(Utils.toPositive(Utils.murmur2(key)) % 7);
        }
    }

    @Test
    void noticesThatThereAreMorePartitions() {
        byte[] key = "acme".getBytes(StandardCharsets.UTF_8);
        partition(key, cluster(1));

        int partition = partition(key, cluster(64));

        assertThat(partition).isEqualTo(Utils.toPositive(Utils.murmur2(key)) % 64);
    }
}
