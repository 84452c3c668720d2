package io.costream.processor.verification;

import java.io.IOException;
import java.io.InputStream;

/** Where the cells of a partition come from: an instance's {@code /v1/snapshots/{partition}}. */
public interface SnapshotSource {
    /** The stream of a partition's cells, in the form of {@link io.costream.processor.state.CellStream}. */
    InputStream open(int partition) throws IOException;
}
