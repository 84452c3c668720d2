package io.costream.cli.terminal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that choose calls of the past. */
public final class PastCalls {
    @Option(names = "--tenant", defaultValue = "", description = "Calls of one tenant.")
    private String tenant = "";

    @Option(names = "--provider", defaultValue = "", description = "Calls of one provider.")
    private String provider = "";

    @Option(names = "--model", defaultValue = "", description = "Calls of one model, as they name it.")
    private String model = "";

    @Option(
            names = "--from",
            paramLabel = "INSTANT",
            converter = InstantOption.Converter.class,
            description = "First instant of the calls.")
    private @Nullable InstantOption from;

    @Option(
            names = "--to",
            paramLabel = "INSTANT",
            converter = InstantOption.Converter.class,
            description = "First instant after them.")
    private @Nullable InstantOption to;

    /** Empty for all. */
    public String tenant() {
        return tenant;
    }

    /** Empty for all. */
    public String provider() {
        return provider;
    }

    /** Empty for all. */
    public String model() {
        return model;
    }

    public Optional<Instant> from() {
        return instant(from);
    }

    public Optional<Instant> to() {
        return instant(to);
    }

    private static Optional<Instant> instant(@Nullable InstantOption option) {
        return Optional.ofNullable(option).map(given -> given.in(ZoneOffset.UTC));
    }
}
