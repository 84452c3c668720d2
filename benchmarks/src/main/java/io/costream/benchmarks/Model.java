package io.costream.benchmarks;

/** A model that the traffic uses. */
record Model(String provider, String name) {}
