package io.costream.benchmarks;

/** From the bytes of a call to the bytes of its posting. For one thread. */
interface CallPricing {
    byte[] price(byte[] call, long offset);
}
