package io.costream.schemas;

import java.util.List;

/** Topics exist, but not as they must be; working with them would lose or misplace records. */
public final class TopicMismatchException extends IllegalStateException {
    TopicMismatchException(List<String> mismatches) {
        super("the topics are not as they must be: " + String.join("; ", mismatches));
    }
}
