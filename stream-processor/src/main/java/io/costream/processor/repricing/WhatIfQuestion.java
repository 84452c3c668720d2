package io.costream.processor.repricing;

import io.costream.pricing.PriceBook;
import java.time.Instant;
import java.util.List;

/**
 * What calls of the past would have cost.
 *
 * @param tenant whose calls; empty for all
 * @param provider of the calls; empty for all
 * @param model of the calls, with or without its provider; empty for all
 * @param from first instant of the calls
 * @param to the instant behind the last
 * @param book the prices asked about
 * @param replacements the first that takes a call is applied; calls that none takes keep what they come to
 * @param isForAll whether calls that nothing replaces are priced by the book too
 */
public record WhatIfQuestion(
        String tenant,
        String provider,
        String model,
        Instant from,
        Instant to,
        PriceBook book,
        List<Replacement> replacements,
        boolean isForAll) {
    public WhatIfQuestion {
        replacements = List.copyOf(replacements);
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("from " + from + " to " + to + " is no time at all");
        }
    }
}
