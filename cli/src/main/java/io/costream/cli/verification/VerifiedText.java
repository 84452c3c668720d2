package io.costream.cli.verification;

import io.costream.processor.domain.CellKey;
import io.costream.processor.domain.Window;
import io.costream.processor.domain.WindowKind;
import io.costream.processor.domain.verification.Difference;
import io.costream.processor.verification.Verified;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a verification found, as lines for people. */
final class VerifiedText {
    private VerifiedText() {}

    static List<String> lines(Verified verified) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%,d calls read, %,d postings and %,d totals compared",
                verified.calls(),
                verified.postings(),
                verified.cells()));
        verified.purged().values().stream()
                .max(Instant::compareTo)
                .ifPresent(instant ->
                        lines.add("Hours, days and months that end by " + instant + " are purged: not compared."));
        if (verified.isEqual()) {
            lines.add("Raw calls, ledger and totals agree to the last digit.");
            return lines;
        }
        lines.add(String.format(Locale.ROOT, "%,d differences:", verified.differing()));
        verified.differences().forEach(difference -> lines.add("  " + line(difference)));
        long more = verified.differing() - verified.differences().size();
        if (more > 0) {
            lines.add(String.format(Locale.ROOT, "  and %,d more", more));
        }
        return lines;
    }

    private static String line(Difference difference) {
        return "partition " + difference.partition() + ", " + place(difference) + ": expected "
                + figures(difference.expected()) + ", found " + figures(difference.found());
    }

    private static String place(Difference difference) {
        if (difference instanceof Difference.OfCell cell) {
            return "total of " + place(cell.key());
        }
        if (difference instanceof Difference.OfPosting posting) {
            return "call " + posting.callId() + " of " + posting.tenant() + " at offset " + posting.callOffset() + ", "
                    + posting.problem();
        }
        return "audit";
    }

    private static String place(CellKey key) {
        String values = key.values().isEmpty() ? "" : " " + String.join(", ", key.values());
        String window = key.kind() == WindowKind.ALL
                ? "all time"
                : key.kind().label() + " " + Window.instant(key.startMicros());
        return key.tenant() + " by " + key.rollup().label() + values + ", " + window;
    }

    private static String figures(Map<String, String> figures) {
        return figures.isEmpty()
                ? "nothing"
                : figures.entrySet().stream()
                        .map(figure -> figure.getKey() + " " + figure.getValue())
                        .collect(Collectors.joining(", "));
    }
}
