package io.costream.pricing;

/** The model of the book that a name means, and why. */
record Match(ModelHistory model, String rule, Certainty certainty) {
    /** How sure the match is. */
    enum Certainty {
        /** The name, another name of the model, or a rule of the book. */
        CERTAIN,
        /** A dated name, a fine-tune or a provider's default: the price of the nearest model that is listed. */
        NEAREST
    }

    /** For people: the key of the model and the rule. */
    String text() {
        return model.prices().key() + " (" + rule + ")";
    }
}
