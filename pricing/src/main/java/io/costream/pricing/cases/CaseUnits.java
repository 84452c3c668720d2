package io.costream.pricing.cases;

import java.util.Set;
import java.util.regex.Pattern;

/** Names of counts that are no units of the product. */
final class CaseUnits {
    /** Units of price files that nobody else counts. */
    static final Set<String> OTHERS = Set.of(
            "storage_searches",
            "social_searches",
            "code_executions",
            "max_results",
            "ocr_credits",
            "computer_use_input_tokens",
            "computer_use_output_tokens");

    /** The text in a total, and the kinds of tokens within a part: what they split is charged already. */
    private static final Pattern PARTS = Pattern.compile("(?:input|output)_text_tokens"
            + "|(?:input_(?:text|audio|image|video)_tool|cache_(?:text|audio|image|video)_write(?:_5m|_1h)?"
            + "|cache_text_read|output_(?:text|audio|image|video)_(?:reasoning|citation))_tokens");

    private CaseUnits() {}

    static boolean isPart(String name) {
        return PARTS.matcher(name).matches();
    }
}
