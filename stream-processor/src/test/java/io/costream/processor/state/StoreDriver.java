package io.costream.processor.state;

import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/** A store in Kafka Streams' own test driver, by a step that does nothing with it. */
class StoreDriver<S extends StateStore> implements AutoCloseable {
    private static final class Idle implements Processor<byte[], byte[], Void, Void> {
        @Override
        public void process(Record<byte[], byte[]> record) {}
    }

    private final TopologyTestDriver driver;
    private final String name;

    StoreDriver(Path stateFolder, StoreBuilder<S> store) {
        name = store.name();
        Properties properties = new Properties();
        properties.put("application.id", "test");
        properties.put("bootstrap.servers", "unused:9092");
        properties.put("state.dir", stateFolder.toString());
        driver = new TopologyTestDriver(
                new Topology()
                        .addSource("calls", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "calls")
                        .addProcessor("count", Idle::new, "calls")
                        .addStateStore(store, "count"),
                properties);
    }

    @SuppressWarnings("unchecked") // Its builder built it.
    public S store() {
        return (S) driver.getStateStore(name);
    }

    @Override
    public void close() {
        driver.close();
    }
}
