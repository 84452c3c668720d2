package io.costream.alerts.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What is summed for one limit of a budget. Its id names what it sums: revisions of a budget that change a limit or
 * a name have the same meter, and go on with its sums; a change of the scope is another meter, which starts anew.
 * Immutable; equal by id.
 */
public final class Meter {
    private static final int FINGERPRINT_BYTES = 8;

    private final String id;
    private final Budget budget;
    private final WindowKind kind;

    Meter(Budget budget, WindowKind kind) {
        this.budget = budget;
        this.kind = kind;
        this.id = budget.id() + "/" + kind.word() + "/" + fingerprint(budget);
    }

    private static String fingerprint(Budget budget) {
        StringBuilder text = new StringBuilder();
        budget.scope()
                .forEach((dimension, value) ->
                        text.append(dimension.name()).append('\0').append(value).append('\0'));
        text.append('\0').append(budget.each().name());
        text.append('\0').append(budget.calendar().zone().getId());
        text.append('\0').append(budget.calendar().weekStart());
        byte[] digest = sha256(text.toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The id of the budget that a meter with this id belongs to. */
    public static String budgetOf(String meterId) {
        return meterId.substring(0, meterId.indexOf('/'));
    }

    public String id() {
        return id;
    }

    public Budget budget() {
        return budget;
    }

    public WindowKind kind() {
        return kind;
    }

    /** The sum that the spend belongs to; only for a spend that the budget counts. */
    public SumKey keyOf(Spend spend) {
        Window window = budget.calendar().windowOf(kind, spend.at());
        return new SumKey(id, spend.value(budget.each()), window.start());
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Meter other && id.equals(other.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return id;
    }
}
