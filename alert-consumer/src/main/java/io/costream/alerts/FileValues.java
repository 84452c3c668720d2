package io.costream.alerts;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads values of the kinds that a file has; what is wrong is noted, and nothing is returned. Not thread-safe. */
final class FileValues {
    /** Decimal places of an amount on the wire. */
    private static final int PLACES = 12;

    private static final BigDecimal TOO_MUCH = new BigDecimal("1e20");

    private final FileProblems problems;

    FileValues(FileProblems problems) {
        this.problems = problems;
    }

    Optional<String> text(String field, FileNode node) {
        if (node instanceof FileNode.Scalar scalar && !scalar.text().isBlank()) {
            return Optional.of(scalar.text());
        }
        problems.error(node.line(), field + ": a text is expected");
        return Optional.empty();
    }

    Optional<String> oneOf(String field, FileNode node, Collection<String> allowed) {
        Optional<String> text = text(field, node);
        if (text.isPresent() && !allowed.contains(text.get())) {
            problems.error(node.line(), field + " is '" + text.get() + "'; allowed are " + String.join(", ", allowed));
            return Optional.empty();
        }
        return text;
    }

    /** Above zero and with at most 12 decimal places. */
    Optional<BigDecimal> positive(String field, FileNode node) {
        if (node instanceof FileNode.Scalar scalar) {
            try {
                BigDecimal number = new BigDecimal(scalar.text().trim());
                if (number.signum() > 0
                        && number.compareTo(TOO_MUCH) < 0
                        && number.stripTrailingZeros().scale() <= PLACES) {
                    return Optional.of(number);
                }
            } catch (NumberFormatException e) {
                // Told below, as every other value that is none.
            }
            problems.error(
                    node.line(),
                    field + " is '" + scalar.text() + "'; a number above 0 with at most 12 decimal places is expected");
        } else {
            problems.error(node.line(), field + ": a number above 0 is expected");
        }
        return Optional.empty();
    }

    /** Below or at a bound. */
    Optional<BigDecimal> fraction(String field, FileNode node, BigDecimal most) {
        Optional<BigDecimal> number = positive(field, node);
        if (number.isPresent() && number.get().compareTo(most) > 0) {
            problems.error(
                    node.line(),
                    field + " is " + number.get().toPlainString()
                            + ", but a fraction of the limit is meant: 0.9 for 90 %, " + most + " at most");
            return Optional.empty();
        }
        return number;
    }

    List<FileNode> list(String field, FileNode node) {
        if (node instanceof FileNode.Sequence sequence && !sequence.items().isEmpty()) {
            return sequence.items();
        }
        problems.error(node.line(), field + ": a list is expected, such as [a, b]");
        return List.of();
    }

    Map<String, FileNode> mapping(String field, FileNode node) {
        if (node instanceof FileNode.Mapping mapping && !mapping.fields().isEmpty()) {
            return mapping.fields();
        }
        problems.error(node.line(), field + ": pairs are expected, such as {name: value}");
        return Map.of();
    }

    List<String> texts(String field, FileNode node) {
        List<String> texts = new ArrayList<>();
        list(field, node).forEach(item -> text(field, item).ifPresent(texts::add));
        return texts;
    }
}
