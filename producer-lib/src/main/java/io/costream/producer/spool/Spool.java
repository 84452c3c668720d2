package io.costream.producer.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A queue of events on disk, bounded in bytes, oldest first. What an earlier process left in the folder comes before
 * everything else. Events are taken with {@link #next} and stay until {@link #discardTaken}: after a crash in between
 * they come again, as the same events. One process at a time may use a folder. Used by one thread.
 */
public final class Spool implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
    private static final String SUFFIX = ".events";
    private static final long SEGMENT_BYTES = 4 << 20;

    private final Path folder;
    private final long limitBytes;
    private final FileChannel lockFile;
    private final Deque<Segment> segments = new ArrayDeque<>();
    private @Nullable Segment writing;
    private long nextNumber;
    /** Everything before this position of the first segment has been discarded. */
    private long discarded;
    /** Segments, from the first on, that have been taken completely. */
    private int takenSegments;
    /** Everything before this position of the segment behind these has been taken. */
    private long taken;

    private long bytes;
    private long damaged;

    private Spool(Path folder, long limitBytes, FileChannel lockFile) {
        this.folder = folder;
        this.limitBytes = limitBytes;
        this.lockFile = lockFile;
    }

    /**
     * Opens the spool in a folder, which is made where it is missing.
     *
     * @throws IOException where the folder cannot be used, or another process uses it
     */
    public static Spool open(Path folder, long limitBytes) throws IOException {
        Files.createDirectories(folder);
        FileChannel lockFile =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLocked(lockFile)) {
            lockFile.close();
            throw new IOException("another process uses the spool in " + folder);
        }
        Spool spool = new Spool(folder, limitBytes, lockFile);
        spool.openSegments();
        return spool;
    }

    private static boolean isLocked(FileChannel lockFile) throws IOException {
        try {
            FileLock lock = lockFile.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException usedByThisProcess) {
            return false;
        }
    }

    private void openSegments() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.getFileName().toString().matches("[0-9]{20}\\" + SUFFIX))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            Segment segment = Segment.open(file);
            segments.add(segment);
            bytes += segment.end();
            String number = file.getFileName().toString().substring(0, 20);
            nextNumber = Long.parseLong(number) + 1;
        }
    }

    /** Stores an event; false where the spool is full. */
    public boolean append(SpooledEvent event) throws IOException {
        long size = Segment.size(event);
        if (bytes + size > limitBytes || !Segment.fits(event)) {
            return false;
        }
        Segment segment = writing;
        if (segment == null || segment.end() + size > SEGMENT_BYTES) {
            segment = startSegment();
        }
        segment.append(event);
        bytes += size;
        return true;
    }

    private Segment startSegment() throws IOException {
        if (writing != null) {
            writing.force();
        }
        Segment segment = Segment.create(folder.resolve(String.format("%020d%s", nextNumber, SUFFIX)));
        nextNumber++;
        segments.add(segment);
        writing = segment;
        return segment;
    }

    /** Takes the oldest events that have not been taken yet, at most so many. */
    public List<SpooledEvent> next(int most) throws IOException {
        List<SpooledEvent> events = new ArrayList<>();
        Segment segment = takingFrom();
        while (segment != null && events.size() < most) {
            Optional<SpooledEvent> event = segment.read(taken);
            if (event.isPresent()) {
                events.add(event.get());
                taken += Segment.size(event.get());
            } else if (segment == writing) {
                break;
            } else {
                skipRest(segment);
                takenSegments++;
                taken = 0;
                segment = takingFrom();
            }
        }
        return events;
    }

    private @Nullable Segment takingFrom() {
        return segments.stream().skip(takenSegments).findFirst().orElse(null);
    }

    private void skipRest(Segment segment) {
        if (taken < segment.end()) {
            damaged++;
            LOG.atWarn()
                    .addKeyValue("segment", segment)
                    .addKeyValue("bytes", segment.end() - taken)
                    .log("The end of a spool segment is torn or damaged; events in it are lost");
        }
    }

    /** Forgets what has been taken: it has arrived. */
    public void discardTaken() throws IOException {
        for (; takenSegments > 0; takenSegments--) {
            Segment first = segments.removeFirst();
            bytes -= first.end() - discarded;
            discarded = 0;
            first.delete();
        }
        bytes -= taken - discarded;
        discarded = taken;
        Segment first = segments.peekFirst();
        if (first != null && first == writing && taken == first.end()) {
            segments.removeFirst();
            first.delete();
            writing = null;
            taken = 0;
            discarded = 0;
        }
    }

    /** Whether everything that was stored has been taken and discarded. */
    public boolean isEmpty() {
        return segments.isEmpty();
    }

    /** Bytes that are stored and not discarded. */
    public long bytes() {
        return bytes;
    }

    /** How many segments had a torn or damaged end so far. */
    public long damagedSegments() {
        return damaged;
    }

    @Override
    public void close() throws IOException {
        try {
            for (Segment segment : segments) {
                if (segment == writing) {
                    segment.force();
                }
                segment.close();
            }
        } finally {
            lockFile.close();
        }
    }
}
