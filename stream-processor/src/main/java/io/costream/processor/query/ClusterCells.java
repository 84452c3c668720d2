package io.costream.processor.query;

import io.costream.processor.domain.Cell;
import io.costream.processor.domain.CellKey;
import io.costream.processor.state.CellScan;
import io.costream.processor.state.PartitionCells;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The cells of all partitions, wherever they are counted. An answer names the offset that each partition reflects, and
 * the partitions that nobody could answer for.
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
            List<Map<CellKey, Cell>> cells, SortedMap<Integer, PartitionCells> partitions, List<Integer> missing) {}

    private final CellSource local;
    private final Supplier<List<CellSource>> peers;
    private final int partitions;

    public ClusterCells(CellSource local, Supplier<List<CellSource>> peers, int partitions) {
        this.local = local;
        this.peers = peers;
        this.partitions = partitions;
    }

    public Answer scan(List<CellScan> scans) {
        List<PartitionCells> found = new ArrayList<>(local.scan(scans));
        if (found.size() < partitions) {
            peers.get().parallelStream().map(peer -> peer.scan(scans)).forEachOrdered(found::addAll);
        }
        SortedMap<Integer, PartitionCells> newest = new TreeMap<>();
        // While a partition moves, two instances may answer for it: the one that is further on is right.
        found.forEach(cells ->
                newest.merge(cells.partition(), cells, (one, other) -> one.asOf() >= other.asOf() ? one : other));
        List<Map<CellKey, Cell>> sums = new ArrayList<>();
        for (int i = 0; i < scans.size(); i++) {
            Map<CellKey, Cell> sum = new LinkedHashMap<>();
            for (PartitionCells part : newest.values()) {
                part.cells()
                        .get(i)
                        .forEach((key, cell) ->
                                sum.computeIfAbsent(key, absent -> new Cell()).add(cell));
            }
            sums.add(sum);
        }
        List<Integer> missing = IntStream.range(0, partitions)
                .filter(partition -> !newest.containsKey(partition))
                .boxed()
                .toList();
        return new Answer(sums, newest, missing);
    }
}
