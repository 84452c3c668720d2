package io.costream.cli.imports;

import io.costream.avro.Call;
import io.costream.avro.ImportCheckpoint;
import io.costream.cli.calls.CallReader;
import io.costream.cli.calls.RawRow;
import io.costream.cli.calls.ReadRow;
import io.costream.cli.calls.Rejection;
import io.costream.cli.calls.RowReader;
import io.costream.cli.imports.ImportResult.Problem;
import io.costream.cli.terminal.CommandFailure;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Copies a source into Kafka behind its checkpoint, batch by batch. Each batch is one transaction that also holds the
 * checkpoint, so that a row is written once however often the import is cut off and started again. Not thread-safe.
 */
final class Importer {
    /** Rows of one transaction: many enough to make its cost small, few enough to be done well within its time-out. */
    static final int BATCH = 4_000;

    private final ImportSource source;
    private final CallReader reader;
    private final CallWriter writer;
    private final Clock clock;

    private final List<Problem> problems = new ArrayList<>();
    private long earlierRead;
    private long earlierRejected;
    private long read;
    private long rejected;

    Importer(ImportSource source, CallReader reader, CallWriter writer, Clock clock) {
        this.source = source;
        this.reader = reader;
        this.writer = writer;
        this.clock = clock;
    }

    /** Goes to where the last import of this source stopped; refuses a source that is not the same before it. */
    void resume(RowReader rows, Optional<ImportCheckpoint> last) throws IOException {
        if (last.isEmpty()) {
            return;
        }
        ImportCheckpoint checkpoint = last.get();
        boolean reached = rows.skipTo(checkpoint.getByteOffset(), checkpoint.getLine());
        if (!reached || !rows.digest().equals(checkpoint.getDigest())) {
            throw CommandFailure.wrongUsage(source.file() + " has changed in the "
                    + checkpoint.getByteOffset() + " bytes that were imported before as '" + source.name()
                    + "'; import it under a name of its own with --source NAME, and all of it counts");
        }
        earlierRead = checkpoint.getRead();
        earlierRejected = checkpoint.getRejected();
    }

    /** Writes all rows from here on. */
    void copy(RowReader rows, LongConsumer progress) throws IOException {
        Optional<RawRow> row = rows.next();
        while (row.isPresent()) {
            writer.begin();
            write(row.get());
            // A row is asked for only when it is to be written: the checkpoint must not be ahead of its batch.
            row = rows.next();
            for (int written = 1; row.isPresent(); written++) {
                write(row.get());
                row = written + 1 < BATCH ? rows.next() : Optional.empty();
            }
            writer.commit(checkpoint(rows));
            progress.accept(rows.offset());
            row = rows.next();
        }
    }

    private void write(RawRow row) {
        read++;
        ReadRow result = reader.read(row);
        if (result instanceof ReadRow.Accepted accepted) {
            writer.call(named(accepted.call(), row));
        } else if (result instanceof ReadRow.Rejected refused) {
            reject(row, refused.rejection());
        }
    }

    private Call named(Call call, RawRow row) {
        call.setProducerId(source.producerId());
        if (call.getCallId().isEmpty()) {
            call.setCallId(source.callId(row.offset()));
        }
        return call;
    }

    private void reject(RawRow row, Rejection rejection) {
        writer.rejected(row, rejection);
        if (rejected++ < ImportResult.LISTED) {
            problems.add(new Problem(row.line(), "", rejection.message()));
        }
    }

    private ImportCheckpoint checkpoint(RowReader rows) {
        return ImportCheckpoint.newBuilder()
                .setSource(source.name())
                .setByteOffset(rows.offset())
                .setLine(rows.line())
                .setDigest(rows.digest())
                .setRead(earlierRead + read)
                .setRejected(earlierRejected + rejected)
                .setAt(clock.instant().truncatedTo(ChronoUnit.MICROS))
                .build();
    }

    long earlier() {
        return earlierRead;
    }

    long read() {
        return read;
    }

    long rejected() {
        return rejected;
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }
}
