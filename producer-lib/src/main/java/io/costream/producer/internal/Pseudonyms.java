package io.costream.producer.internal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Replaces a user's name by a keyed hash of it, 128 bits in hexadecimal: the same user gives the same pseudonym, and
 * without the key nobody can try names out. Used by one thread.
 */
final class Pseudonyms {
    private static final int BYTES = 16;

    private final Mac mac;

    Pseudonyms(String key) {
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HmacSHA256", impossible);
        }
    }

    String of(String user) {
        byte[] hash = mac.doFinal(user.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, BYTES);
    }
}
