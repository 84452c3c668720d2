package io.costream.processor.verification;

import io.costream.processor.domain.Progress;
import io.costream.processor.domain.Progress.Fate;
import io.costream.processor.state.CellStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The cells of one partition, kept in a file until they are compared: so that the owner's store is held open for as
 * long as the copying takes, not for as long as the counting.
 *
 * @param progress what the cells reflect; empty before the partition's first call
 * @param horizon how long the owner remembers duplicates
 */
record Spool(int partition, Path file, Optional<Progress> progress, Duration horizon) {
    /** Copies what the owner streams. */
    static Spool copy(int partition, SnapshotSource source, Path folder) throws IOException {
        Path file = folder.resolve("cells-" + partition);
        try (InputStream stream = source.open(partition)) {
            Files.copy(stream, file);
        }
        try (CellStream cells = open(file)) {
            if (cells.partition() != partition) {
                throw new CannotVerifyException(
                        "asked for partition " + partition + ", an instance answered for " + cells.partition());
            }
            cells.progress().ifPresent(progress -> requireNoneHeld(partition, progress));
            return new Spool(partition, file, cells.progress(), cells.horizon());
        }
    }

    private static void requireNoneHeld(int partition, Progress progress) {
        long held = progress.count(Fate.HELD);
        if (held > 0) {
            throw new CannotVerifyException("partition " + partition + " holds " + held
                    + " calls that cannot be read yet; verify again when the schema registry answers");
        }
        if (progress.heldAdjustments() > 0) {
            throw new CannotVerifyException("partition " + partition + " holds " + progress.heldAdjustments()
                    + " adjustments until prices or the schema registry are there; verify again then");
        }
    }

    CellStream cells() {
        try {
            return open(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CellStream open(Path file) throws IOException {
        return CellStream.read(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
    }

    /** How many offsets of calls are to be counted again. */
    long offsets() {
        return progress.map(counted -> counted.nextOffset() - counted.firstOffset())
                .orElse(0L);
    }
}
