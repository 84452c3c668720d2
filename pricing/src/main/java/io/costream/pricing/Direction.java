package io.costream.pricing;

/** The side of a call a unit belongs to; the costs of the three directions sum to the total. */
public enum Direction {
    INPUT,
    OUTPUT,
    OTHER
}
