package io.costream.pricing.catalogue;

/** A price file cannot be read; the message says where and why. */
public final class PriceFileException extends IllegalArgumentException {
    public PriceFileException(String message) {
        super(message);
    }

    public PriceFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
