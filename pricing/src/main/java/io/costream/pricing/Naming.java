package io.costream.pricing;

/**
 * How a model or a provider is recognised, as recorded in one revision of the book. Immutable.
 *
 * @param withdrawnIn the revision from which on it counts as never made; 0 for none
 */
public record Naming(Role role, NameRule rule, long revision, long withdrawnIn) {
    /** What the rule says. */
    public enum Role {
        /** Another name of the model. */
        MODEL,
        /** Another name of the provider; only in the provider's own record. */
        PROVIDER,
        /** Names of models that mean this provider where none is given; only in the provider's own record. */
        OWNS,
        /**
         * A provider whose list is asked for models this one does not list, or {@code *} for whichever the model's name
         * means; only in the provider's own record.
         */
        INHERITS
    }

    public Naming {
        if (role == Role.INHERITS && !(rule instanceof NameRule.EqualTo)) {
            throw new IllegalArgumentException("a provider to inherit from is named, not matched by " + rule.text());
        }
    }

    public static Naming of(Role role, NameRule rule) {
        return new Naming(role, rule, 1, 0);
    }

    /** Another name of a model. */
    public static Naming alias(String name) {
        return of(Role.MODEL, NameRule.equalTo(name));
    }

    boolean isKnownIn(long asked) {
        return revision <= asked && (withdrawnIn == 0 || withdrawnIn > asked);
    }
}
