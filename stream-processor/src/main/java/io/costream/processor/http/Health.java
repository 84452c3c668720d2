package io.costream.processor.http;

import io.costream.processor.state.RestoreProgress;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Whether this instance works; each problem is a sentence for people. Safe for use by many threads. */
public interface Health {
    /** Why it should be started again; empty where it should not. */
    List<String> problemsOfLife();

    /** Why it should not be asked now; empty where it may. */
    List<String> problemsOfReadiness();

    /** How far the partitions are that it is about to count; empty where none is being restored. */
    Optional<RestoreProgress> restoring();

    /** By partition that it has a copy of: how many records of the changelog the copy has still to read. */
    SortedMap<Integer, Long> copiesBehind();
}
