package io.costream.processor.query;

import io.costream.avro.Call;
import io.costream.pricing.Charge;
import io.costream.pricing.Money;
import java.util.List;

/**
 * A call with all that was posted for it.
 *
 * @param charged as it was priced when it came
 * @param current what it comes to now, after every adjustment
 * @param windowsPurged whether it came when a window of it was purged, and so adds to no total of that window
 * @param runs the re-pricing runs that changed it, in order
 */
public record PostedCall(
        Call call,
        Charge charged,
        Charge current,
        boolean windowsPurged,
        List<String> runs,
        int partition,
        long callOffset) {
    public PostedCall {
        runs = List.copyOf(runs);
    }

    Money cost() {
        return current.total();
    }
}
