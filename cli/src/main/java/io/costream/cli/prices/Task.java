package io.costream.cli.prices;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.costream.cli.terminal.InstantOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is to be priced: the counts and circumstances of one call. */
final class Task {
    @Option(names = "--input-tokens", defaultValue = "0", paramLabel = "N", description = "All input tokens.")
    private long inputTokens;

    @Option(names = "--output-tokens", defaultValue = "0", paramLabel = "N", description = "All output tokens.")
    private long outputTokens;

    @Option(names = "--cached-tokens", defaultValue = "0", paramLabel = "N", description = "Input read from a cache.")
    private long cachedTokens;

    @Option(names = "--images", defaultValue = "0", paramLabel = "N", description = "Images.")
    private String images = "0";

    @Option(names = "--audio-seconds", defaultValue = "0", paramLabel = "S", description = "Seconds of audio.")
    private String audioSeconds = "0";

    @Option(names = "--video-seconds", defaultValue = "0", paramLabel = "S", description = "Seconds of video.")
    private String videoSeconds = "0";

    @Option(names = "--preprocessing-ms", defaultValue = "0", paramLabel = "MS", description = "Preprocessing time.")
    private String preprocessing = "0";

    @Option(names = "--batch", description = "At batch rates.")
    private boolean batch;

    @Option(names = "--service-tier", defaultValue = "", description = "flex, priority and so on.")
    private String serviceTier = "";

    @Option(names = "--at", paramLabel = "TIME", description = "At the prices of that time (default: now).")
    private @Nullable InstantOption at;

    /** When it is to be priced; nothing for now. */
    Optional<Instant> instant() {
        return Optional.ofNullable(at).map(option -> option.in(ZoneOffset.UTC));
    }

    /** The task as a row that the price cases read. */
    ObjectNode row(String provider, String model) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("provider", provider).put("model", model).put("batch", batch);
        if (!serviceTier.isEmpty()) {
            row.put("service_tier", serviceTier);
        }
        if (at != null) {
            row.put("timestamp", at.in(ZoneOffset.UTC).toString());
        }
        row.putObject("usage")
                .put("input_tokens", inputTokens)
                .put("output_tokens", outputTokens)
                .put("cache_read_tokens", cachedTokens)
                .put("images", images)
                .put("audio_seconds", audioSeconds)
                .put("video_seconds", videoSeconds)
                .put("preprocessing_ms", preprocessing);
        return row;
    }
}
