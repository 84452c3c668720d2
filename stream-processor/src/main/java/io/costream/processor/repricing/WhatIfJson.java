package io.costream.processor.repricing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** An answer as JSON: the table of a run, and whether calls would fit. */
public final class WhatIfJson {
    private WhatIfJson() {}

    public static ObjectNode of(WhatIfAnswer answer) {
        WhatIfQuestion question = answer.question();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("from", question.from().toString())
                .put("to", question.to().toString())
                .put("tenant", orNull(question.tenant()))
                .put("provider", orNull(question.provider()))
                .put("model", orNull(question.model()))
                .put("revision", question.isForAll() ? null : question.book().revision());
        ObjectNode replaced = json.putObject("replace");
        ObjectNode windows = json.putObject("context_windows");
        for (Replacement replacement : question.replacements()) {
            replaced.put(replacement.from(), replacement.to().key());
            windows.put(replacement.to().key(), replacement.window());
        }
        json.put("calls_replaced", answer.replaced())
                .put("calls_that_would_not_fit", fitting(answer))
                .put("calls_with_unknown_window", answer.unknownWhetherFit());
        ResultJson.addSums(json, answer.sums(), Integer.MAX_VALUE);
        return json;
    }

    /** Null where nothing can be said of any call. */
    private static @Nullable Long fitting(WhatIfAnswer answer) {
        boolean isUnknown = answer.replaced() > 0 && answer.unknownWhetherFit() == answer.replaced();
        return isUnknown ? null : answer.tooLarge();
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
