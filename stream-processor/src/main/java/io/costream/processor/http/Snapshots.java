package io.costream.processor.http;

import io.costream.processor.query.CellSnapshots;
import java.time.Duration;

/**
 * Where whole partitions of cells are read.
 *
 * @param topic of calls
 * @param horizon how long duplicates are remembered
 */
public record Snapshots(CellSnapshots local, Peers peers, String topic, int partitions, Duration horizon) {}
