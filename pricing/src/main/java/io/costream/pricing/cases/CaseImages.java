package io.costream.pricing.cases;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.pricing.Unit;
import io.costream.pricing.Usage;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Images of a known size are a number of pixels too, for price lists that charge by the pixel. */
final class CaseImages {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,6})(?:-x-|x)(\\d{1,6})");

    private CaseImages() {}

    static Usage withPixels(Usage usage, JsonNode named) {
        BigDecimal images = usage.quantity(Unit.IMAGE_COUNT);
        Matcher size = SIZE.matcher(named.path("image_size").asText(""));
        if (images.signum() == 0 || !size.matches()) {
            return usage;
        }
        BigDecimal pixels = new BigDecimal(size.group(1)).multiply(new BigDecimal(size.group(2)));
        Usage.Builder builder = Usage.builder();
        usage.forEach(builder::quantity);
        return builder.quantity(Unit.PIXELS, images.multiply(pixels)).build();
    }
}
