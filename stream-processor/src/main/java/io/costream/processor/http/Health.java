package io.costream.processor.http;

import java.util.List;

/** Whether this instance works; each problem is a sentence for people. Safe for use by many threads. */
public interface Health {
    /** Why it should be started again; empty where it should not. */
    List<String> problemsOfLife();

    /** Why it should not be asked now; empty where it may. */
    List<String> problemsOfReadiness();
}
