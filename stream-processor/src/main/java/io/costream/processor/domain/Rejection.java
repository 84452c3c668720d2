package io.costream.processor.domain;

/**
 * Why a call is not counted.
 *
 * @param reason a machine's word that stays the same, such as {@code in_the_future}
 * @param message a sentence for people
 */
public record Rejection(String reason, String message) {}
