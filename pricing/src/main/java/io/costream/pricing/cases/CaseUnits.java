package io.costream.pricing.cases;

import java.util.Set;

/** Names of counts that are units of a price file and not of the product. */
final class CaseUnits {
    static final Set<String> OTHERS = Set.of(
            "storage_searches",
            "social_searches",
            "code_executions",
            "max_results",
            "ocr_credits",
            "computer_use_input_tokens",
            "computer_use_output_tokens",
            "cache_text_read_tokens",
            "cache_text_write_tokens");

    private CaseUnits() {}
}
