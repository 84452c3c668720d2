package io.costream.processor.query;

import io.costream.processor.domain.Cell;
import io.costream.processor.domain.CellKey;
import io.costream.processor.domain.Progress;
import io.costream.processor.domain.PurgeHorizon;
import io.costream.processor.state.CellScan;
import io.costream.processor.state.PartitionCells;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The cells of all partitions, wherever they are counted. Where whoever counts a partition does not answer, a copy of its
 * cells does, if there is one. An answer names the offset that each partition reflects, and the partitions that nobody
 * could answer for.
 */
public final class ClusterCells {
    /**
     * Cells of all partitions.
     *
     * @param cells sums over the partitions that answered, in the order of the scans
     * @param partitions what answered, by partition
     * @param missing partitions that did not
     */
    public record Answer(
            List<Map<CellKey, Cell>> cells, SortedMap<Integer, PartitionCells> partitions, List<Integer> missing) {
        /** The furthest horizon of all partitions that answered; empty where none has been counted. */
        public Optional<PurgeHorizon> horizon() {
            return partitions.values().stream()
                    .flatMap(cells -> cells.progress().stream())
                    .map(Progress::horizon)
                    .max(PurgeHorizon::compareTo);
        }

        /** Of the partitions that a copy answered for: how long before the one who counts them wrote this. */
        public SortedMap<Integer, Duration> behind() {
            SortedMap<Integer, Duration> behind = new TreeMap<>();
            partitions.forEach((partition, cells) -> cells.behind().ifPresent(age -> behind.put(partition, age)));
            return behind;
        }
    }

    private static final Comparator<PartitionCells> FURTHER =
            Comparator.comparingLong(PartitionCells::asOf).thenComparingLong(PartitionCells::adjustedTo);

    private final CellSource local;
    private final Supplier<List<CellSource>> peers;
    private final int partitions;

    public ClusterCells(CellSource local, Supplier<List<CellSource>> peers, int partitions) {
        this.local = local;
        this.peers = peers;
        this.partitions = partitions;
    }

    public Answer scan(List<CellScan> scans) {
        SortedMap<Integer, PartitionCells> found = new TreeMap<>();
        add(found, local.scan(scans));
        if (found.size() < partitions) {
            List<CellSource> others = peers.get();
            others.parallelStream().map(peer -> peer.scan(scans)).forEachOrdered(cells -> add(found, cells));
            addCopies(found, scans, others);
        }
        return new Answer(sums(scans.size(), found.values()), found, missing(found));
    }

    private void addCopies(SortedMap<Integer, PartitionCells> found, List<CellScan> scans, List<CellSource> others) {
        Set<Integer> lacking = Set.copyOf(missing(found));
        if (!lacking.isEmpty()) {
            add(found, local.scanCopies(scans, lacking));
            others.parallelStream()
                    .map(peer -> peer.scanCopies(scans, lacking))
                    .forEachOrdered(cells -> add(found, cells));
        }
    }

    /** Where several answer for a partition, since it moves or has several copies, the one that is further on is right. */
    private static void add(SortedMap<Integer, PartitionCells> found, List<PartitionCells> more) {
        more.forEach(cells ->
                found.merge(cells.partition(), cells, (one, other) -> FURTHER.compare(one, other) >= 0 ? one : other));
    }

    private List<Integer> missing(SortedMap<Integer, PartitionCells> found) {
        return IntStream.range(0, partitions)
                .filter(partition -> !found.containsKey(partition))
                .boxed()
                .toList();
    }

    private static List<Map<CellKey, Cell>> sums(int scans, Collection<PartitionCells> parts) {
        List<Map<CellKey, Cell>> sums = new ArrayList<>();
        for (int i = 0; i < scans; i++) {
            Map<CellKey, Cell> sum = new LinkedHashMap<>();
            for (PartitionCells part : parts) {
                part.cells()
                        .get(i)
                        .forEach((key, cell) ->
                                sum.computeIfAbsent(key, absent -> new Cell()).add(cell));
            }
            sums.add(sum);
        }
        return sums;
    }
}
