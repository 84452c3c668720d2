package io.costream.processor.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.processor.domain.ProducerSequence;
import io.costream.processor.domain.ProducerSequence.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SequenceStoreTest {
    /** More than are learned with one commit. */
    private static final int TENANTS = 25_000;

    @TempDir
    private Path stateFolder;

    private StoreDriver<SequenceStore> driver;
    private SequenceStore store;

    @BeforeEach
    void start() {
        driver = new StoreDriver<>(stateFolder, SequenceStore.builder());
        store = driver.store();
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    private Verdict count(int tenant) {
        return store.count("producer", "tenant-" + tenant, 1, 1_000);
    }

    /** As when the task begins again: what was written is below, and nothing is known of it. */
    private void beginAgain() {
        store.flushCache();
        store.clearCache();
    }

    @Test
    void knowsWhatWasCountedBeforeItsTaskBeganAgainWhileItLearnsAndAfterwards() {
        for (int tenant = 0; tenant < TENANTS; tenant++) {
            assertThat(count(tenant)).isEqualTo(Verdict.NEW);
        }
        beginAgain();

        for (int tenant = 0; tenant < TENANTS; tenant++) {
            assertThat(count(tenant)).as("tenant %d", tenant).isEqualTo(Verdict.DUPLICATE);
            if (tenant % 2_000 == 1_999) {
                store.flushCache();
            }
        }
        assertThat(count(TENANTS)).isEqualTo(Verdict.NEW);
    }

    @Test
    void learnsNothingBeforeItCounts() {
        store.flushCache();
        ProducerSequence counted = new ProducerSequence();
        counted.count(1, 1_000);
        // As a copy gets it: past this object.
        store.read(below -> {
            below.put(Bytes.wrap("producer\0tenant-7".getBytes(StandardCharsets.UTF_8)), counted.toBytes());
            return true;
        });

        boolean known = store.knows("producer", "tenant-7");

        assertThat(known).isTrue();
    }
}
