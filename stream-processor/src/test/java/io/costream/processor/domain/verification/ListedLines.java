package io.costream.processor.domain.verification;

import io.costream.processor.domain.verification.Posted.PostedCharge;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A ledger that is complete from the beginning. */
final class ListedLines implements LedgerLines {
    private final Deque<PostedCharge> lines;

    ListedLines(List<PostedCharge> lines) {
        this.lines = new ArrayDeque<>(lines);
    }

    @Override
    public PostedCharge peek() {
        return lines.peek();
    }

    @Override
    public PostedCharge await() {
        return lines.peek();
    }

    @Override
    public void take() {
        lines.poll();
    }
}
