package io.costream.processor.query;

import io.costream.processor.state.CellScan;
import java.util.ArrayList;
import java.util.List;

/** What several questions have to read: whatever two of them need is read once. Not thread-safe. */
final class SharedScans {
    private final List<CellScan> scans = new ArrayList<>();

    /** Has these cells read too, told apart at least as asked, and returns the place of what will be found. */
    int add(CellScan scan) {
        for (int i = 0; i < scans.size(); i++) {
            if (scans.get(i).readsTheSame(scan)) {
                scans.set(i, scans.get(i).alsoBy(scan.by()));
                return i;
            }
        }
        scans.add(scan);
        return scans.size() - 1;
    }

    List<CellScan> all() {
        return List.copyOf(scans);
    }
}
