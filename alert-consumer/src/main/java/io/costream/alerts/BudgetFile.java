package io.costream.alerts;

import io.costream.avro.Budget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the file that people keep their budgets in. Stateless. */
public final class BudgetFile {
    private BudgetFile() {}

    /** What is known outside of the file. */
    public interface Known {
        /** Whether some provider has a model of this name. */
        boolean isModel(String model);

        boolean isProvider(String provider);

        /** Ids of the budgets that are applied already. */
        Set<String> budgets();
    }

    /** Something about a line of the file; the first line is 1. */
    public record Problem(int line, String message) {
        @Override
        public String toString() {
            return "line " + line + ": " + message;
        }
    }

    /**
     * What a file says.
     *
     * @param budgets in the file's order, without revision and time of application; none where there is an error
     * @param errors in the order of lines
     * @param warnings what is odd, but allowed
     */
    public record Result(List<Budget> budgets, List<Problem> errors, List<Problem> warnings) {
        public Result {
            budgets = errors.isEmpty() ? List.copyOf(budgets) : List.of();
            errors = inOrder(errors);
            warnings = inOrder(warnings);
        }

        public boolean isValid() {
            return errors.isEmpty();
        }

        private static List<Problem> inOrder(List<Problem> problems) {
            return problems.stream()
                    .sorted(Comparator.comparingInt(Problem::line))
                    .toList();
        }
    }

    /** Reads YAML, or JSON, which is YAML too. All errors of the file are found in one go. */
    public static Result read(String text, Known known) {
        FileProblems problems = new FileProblems();
        List<Budget> budgets = new ArrayList<>();
        try {
            Optional<FileNode> root = FileNode.read(text);
            if (root.isPresent() && root.get() instanceof FileNode.Sequence list) {
                readAll(list, known, problems, budgets);
            } else {
                int line = root.map(FileNode::line).orElse(1);
                problems.error(line, "a list of budgets is expected, each beginning with '- id: …'; [] means none");
            }
        } catch (FileNode.UnreadableException e) {
            problems.error(e.line(), e.problem());
        }
        return new Result(budgets, problems.errors(), problems.warnings());
    }

    private static void readAll(FileNode.Sequence list, Known known, FileProblems problems, List<Budget> budgets) {
        Set<String> ids = new HashSet<>();
        List<FileNode.Scalar> parents = new ArrayList<>();
        for (FileNode item : list.items()) {
            if (item instanceof FileNode.Mapping mapping) {
                Budget budget = new BudgetFields(mapping, known, problems).read();
                budgets.add(budget);
                if (!budget.getId().isEmpty() && !ids.add(budget.getId())) {
                    problems.error(mapping.line(), "the id '" + budget.getId() + "' is used twice; ids are unique");
                }
                if (mapping.fields().get("parent") instanceof FileNode.Scalar parent) {
                    parents.add(parent);
                }
            } else {
                problems.error(item.line(), "a budget is expected, beginning with 'id: …'");
            }
        }
        for (FileNode.Scalar parent : parents) {
            if (!ids.contains(parent.text()) && !known.budgets().contains(parent.text())) {
                problems.error(parent.line(), "parent: there is no budget with the id '" + parent.text() + "'");
            }
        }
    }
}
