package io.costream.cli.terminal;

import java.time.Instant;
import java.time.ZoneId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * An instant as it was typed. What has no zone is read in the one that the reader of the option knows.
 *
 * @param text known to be readable
 */
public record InstantOption(String text) {
    public Instant in(ZoneId zone) {
        return Instants.parse(text, zone);
    }

    /** Whether it is the same instant in every zone. */
    public boolean hasZone() {
        return in(ZoneId.of("UTC-18:00")).equals(in(ZoneId.of("UTC+18:00")));
    }

    /** RFC 3339 where the instant is known; else the local date or date-time, for whoever knows the zone. */
    public String forApi() {
        if (hasZone()) {
            return in(ZoneId.of("UTC")).toString();
        }
        String local = in(ZoneId.of("UTC")).toString().replaceFirst("Z$", "");
        return text.trim().length() == "2024-01-01".length() ? text.trim() : local;
    }

    /** Reads the option, and refuses what is no instant with the same words everywhere. */
    public static final class Converter implements ITypeConverter<InstantOption> {
        @Override
        public InstantOption convert(String value) {
            InstantOption option = new InstantOption(value);
            try {
                option.in(ZoneId.of("UTC"));
                return option;
            } catch (IllegalArgumentException wrong) {
                throw new TypeConversionException(String.valueOf(wrong.getMessage()));
            }
        }
    }
}
