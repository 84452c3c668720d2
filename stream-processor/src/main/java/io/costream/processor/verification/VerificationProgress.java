package io.costream.processor.verification;

/** Told how far a verification is, in records of calls. */
public interface VerificationProgress {
    /** How many offsets will be read, before the first of them. */
    void begin(long records);

    /** How many have been read. */
    void at(long records);
}
