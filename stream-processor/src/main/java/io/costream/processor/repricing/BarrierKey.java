package io.costream.processor.repricing;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * A key that belongs to a given partition by Kafka's default hash: a barrier is forwarded by its key, as every record
 * of the ledger is.
 */
final class BarrierKey {
    private BarrierKey() {}

    static byte[] of(int partition, int partitions) {
        for (int number = 0; ; number++) {
            byte[] key = ("barrier-" + number).getBytes(StandardCharsets.UTF_8);
            if (Utils.toPositive(Utils.murmur2(key)) % partitions == partition) {
                return key;
            }
        }
    }
}
