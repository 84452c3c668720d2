package io.costream.pricing;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A condition on the name of a model or provider; upper and lower case are the same. Immutable. */
public sealed interface NameRule {
    boolean matches(String name);

    /** The rule in words, such as {@code prefix gpt-4-}. */
    String text();

    static NameRule equalTo(String name) {
        return new EqualTo(name);
    }

    /** The whole name, written in any case. */
    record EqualTo(String name) implements NameRule {
        @Override
        public boolean matches(String other) {
            return name.equalsIgnoreCase(other);
        }

        @Override
        public String text() {
            return "name " + name;
        }
    }

    /** The beginning of a name. */
    record Prefix(String prefix) implements NameRule {
        @Override
        public boolean matches(String name) {
            return name.regionMatches(true, 0, prefix, 0, prefix.length());
        }

        @Override
        public String text() {
            return "prefix " + prefix;
        }
    }

    /** The end of a name. */
    record Suffix(String suffix) implements NameRule {
        @Override
        public boolean matches(String name) {
            return name.regionMatches(true, name.length() - suffix.length(), suffix, 0, suffix.length());
        }

        @Override
        public String text() {
            return "suffix " + suffix;
        }
    }

    /** Any part of a name. */
    record Contains(String part) implements NameRule {
        @Override
        public boolean matches(String name) {
            return name.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
        }

        @Override
        public String text() {
            return "contains " + part;
        }
    }

    /** A regular expression that is found anywhere in a name. */
    record Regex(Pattern pattern) implements NameRule {
        public static Regex of(String expression) {
            return new Regex(Pattern.compile(expression, Pattern.CASE_INSENSITIVE));
        }

        @Override
        public boolean matches(String name) {
            return pattern.matcher(name).find();
        }

        @Override
        public String text() {
            return "regex " + pattern;
        }

        @Override
        public boolean equals(Object object) {
            return object instanceof Regex other && pattern.pattern().equals(other.pattern.pattern());
        }

        @Override
        public int hashCode() {
            return pattern.pattern().hashCode();
        }
    }

    /** At least one of several rules. */
    record Any(List<NameRule> rules) implements NameRule {
        public Any {
            rules = List.copyOf(rules);
        }

        @Override
        public boolean matches(String name) {
            return rules.stream().anyMatch(rule -> rule.matches(name));
        }

        @Override
        public String text() {
            return "any of ("
                    + String.join(", ", rules.stream().map(NameRule::text).toList()) + ")";
        }
    }

    /** All of several rules. */
    record All(List<NameRule> rules) implements NameRule {
        public All {
            rules = List.copyOf(rules);
        }

        @Override
        public boolean matches(String name) {
            return rules.stream().allMatch(rule -> rule.matches(name));
        }

        @Override
        public String text() {
            return "all of ("
                    + String.join(", ", rules.stream().map(NameRule::text).toList()) + ")";
        }
    }
}
