package io.costream.pricing.catalogue;

import io.costream.pricing.Unit;
import java.util.List;

/** The kind of a model, where it decides what a field counts: a second of audio, of video or of computing. */
enum LiteLlmMode {
    /** Makes or edits images: an image is one that was made. */
    IMAGES,
    /** Speech in or out: a second is one of audio. */
    AUDIO,
    /** Makes video: a second is one of video. */
    VIDEO,
    /** Anything else: a second is one of computing, an image is one that was sent. */
    OTHER;

    static LiteLlmMode of(String mode) {
        return switch (mode) {
            case "image_generation", "image_edit" -> IMAGES;
            case "audio_transcription", "audio_speech" -> AUDIO;
            case "video_generation" -> VIDEO;
            default -> OTHER;
        };
    }

    /** The units of the fields whose meaning depends on the kind; none for any other field. */
    List<Unit> units(String field) {
        return switch (field) {
            case "input_cost_per_second", "output_cost_per_second", "cost_per_second" -> List.of(second());
            case "output_cost_per_image", "input_cost_per_image" -> List.of(Unit.IMAGE_COUNT);
            case "input_cost_per_pixel", "output_cost_per_pixel" -> List.of(Unit.PIXELS);
            default -> List.of();
        };
    }

    private Unit second() {
        return switch (this) {
            case AUDIO -> Unit.AUDIO_SECONDS;
            case VIDEO -> Unit.VIDEO_SECONDS;
            case IMAGES, OTHER -> Unit.COMPUTE_SECONDS;
        };
    }
}
