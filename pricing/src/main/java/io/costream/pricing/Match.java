package io.costream.pricing;

/**
 * The model of the book that a name means, and why.
 *
 * @param text for people: the key of the model and the rule
 */
record Match(ModelHistory model, String rule, Certainty certainty, String text) {
    /** How sure the match is. */
    enum Certainty {
        /** The name, another name of the model, or a rule of the book. */
        CERTAIN,
        /** A dated name, a fine-tune, another provider's list or a default: the price of the nearest model listed. */
        NEAREST
    }

    /** Whether the model has that name, or was given it as another one. */
    boolean isByName() {
        return rule.equals("name") || rule.startsWith("alias ");
    }

    Match(ModelHistory model, String rule, Certainty certainty) {
        this(model, rule, certainty, model.prices().key() + " (" + rule + ")");
    }
}
