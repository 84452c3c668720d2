package io.costream.processor.repricing;

/**
 * What calls would have cost.
 *
 * @param sums what they came to, and would have
 * @param replaced calls that another model would have taken
 * @param tooLarge those of them that are larger than that model takes
 * @param unknownWhetherFit those of them of which that is not known
 */
public record WhatIfAnswer(
        WhatIfQuestion question, RepricingSums sums, long replaced, long tooLarge, long unknownWhetherFit) {}
