package io.costream.pricing;

/** All rates, as known at one revision. Immutable and safe for use by many threads. */
public interface PriceBook {
    /** The newest revision that the book holds. */
    long revision();

    /** Prices a call at the rates valid at its own instant, as known at this book's revision. Never throws. */
    Charge price(Consumption consumption);
}
