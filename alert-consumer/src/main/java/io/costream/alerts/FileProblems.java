package io.costream.alerts;

import io.costream.alerts.BudgetFile.Problem;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a file, so that people hear of everything at once. Not thread-safe. */
final class FileProblems {
    private final List<Problem> errors = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    void error(int line, String message) {
        errors.add(new Problem(line, message));
    }

    void warning(int line, String message) {
        warnings.add(new Problem(line, message));
    }

    List<Problem> errors() {
        return List.copyOf(errors);
    }

    List<Problem> warnings() {
        return List.copyOf(warnings);
    }
}
