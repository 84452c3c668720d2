package io.costream.processor.topology;

import io.costream.processor.domain.Progress;
import io.costream.processor.state.CellStore;
import org.apache.kafka.common.Uuid;

/** Refuses to count on when the log of calls is not the one that the totals were counted from. */
final class SourceGuard {
    private SourceGuard() {}

    /**
     * Compares the totals of a partition with its log; where there are none, they begin at the start of the log.
     *
     * @throws SourceChangedException if the log lost records that were not counted, or is another one, or the totals
     *     are of other rollups than are kept now, or in another form
     */
    static void check(CellStore cells, SourceTopic topic, int partition) {
        requireSameForm(cells);
        requireSameRollups(cells);
        Uuid id = topic.id();
        SourceTopic.OffsetRange offsets = topic.offsets(partition);
        Progress progress = cells.progress()
                .orElseGet(() -> cells.begin(
                        new Progress(id.getMostSignificantBits(), id.getLeastSignificantBits(), offsets.first())));
        String where = topic.name() + "-" + partition;
        if (!progress.isOfTopic(id.getMostSignificantBits(), id.getLeastSignificantBits())) {
            throw new SourceChangedException("topic " + topic.name()
                    + " was deleted and made anew since these totals were counted; they belong to the old one");
        }
        if (progress.nextOffset() < offsets.first()) {
            throw new SourceChangedException(where + " begins at offset " + offsets.first() + ", but the totals end at "
                    + progress.nextOffset() + ": the calls between were deleted uncounted");
        }
        if (progress.nextOffset() > offsets.end()) {
            throw new SourceChangedException(where + " ends at offset " + offsets.end() + ", but the totals hold "
                    + progress.nextOffset() + " already: the log has lost its end");
        }
    }

    private static void requireSameForm(CellStore cells) {
        if (!cells.isOfThisForm()) {
            throw new SourceChangedException(
                    "these totals were stored by another version of the processor, in a form that"
                            + " this one does not read");
        }
    }

    private static void requireSameRollups(CellStore cells) {
        String now = cells.rollups().text();
        String begun = cells.begunRollups().orElse("unknown");
        if (cells.progress().isPresent() && !begun.equals(now)) {
            throw new SourceChangedException("these totals were begun with rollups = " + begun + ", but now rollups = "
                    + now + ": what was not kept cannot be made up for; set rollups as they were");
        }
    }
}
