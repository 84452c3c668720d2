package io.costream.pricing.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.costream.pricing.NameRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;

/** Match rules as JSON: a name, or an object with one of equals, prefix, suffix, contains, regex, or, and. */
final class NameRuleJson {
    private NameRuleJson() {}

    static NameRule read(JsonNode node, String where) {
        if (node.isTextual()) {
            return NameRule.equalTo(node.asText());
        }
        if (!node.isObject() || node.size() != 1) {
            throw new PriceFileException(where + ": expected a name or one rule, found " + node);
        }
        Map.Entry<String, JsonNode> rule = node.properties().iterator().next();
        String text = rule.getValue().asText();
        return switch (rule.getKey()) {
            case "equals" -> NameRule.equalTo(text);
            case "prefix", "starts_with" -> new NameRule.Prefix(text);
            case "suffix", "ends_with" -> new NameRule.Suffix(text);
            case "contains" -> new NameRule.Contains(text);
            case "regex" -> regex(text, where);
            case "or" -> new NameRule.Any(all(rule.getValue(), where));
            case "and" -> new NameRule.All(all(rule.getValue(), where));
            default -> throw new PriceFileException(where + ": unknown rule '" + rule.getKey() + "'");
        };
    }

    private static NameRule regex(String expression, String where) {
        try {
            return NameRule.Regex.of(expression);
        } catch (PatternSyntaxException e) {
            throw new PriceFileException(where + ": " + e.getMessage(), e);
        }
    }

    private static List<NameRule> all(JsonNode rules, String where) {
        List<NameRule> read = new ArrayList<>();
        rules.forEach(rule -> read.add(read(rule, where)));
        return read;
    }

    static ObjectNode write(NameRule rule) {
        ObjectNode node = Json.object();
        if (rule instanceof NameRule.EqualTo equal) {
            node.put("equals", equal.name());
        } else if (rule instanceof NameRule.Prefix prefix) {
            node.put("prefix", prefix.prefix());
        } else if (rule instanceof NameRule.Suffix suffix) {
            node.put("suffix", suffix.suffix());
        } else if (rule instanceof NameRule.Contains contains) {
            node.put("contains", contains.part());
        } else if (rule instanceof NameRule.Regex regex) {
            node.put("regex", regex.pattern().pattern());
        } else if (rule instanceof NameRule.Any any) {
            writeAll(node.putArray("or"), any.rules());
        } else if (rule instanceof NameRule.All all) {
            writeAll(node.putArray("and"), all.rules());
        }
        return node;
    }

    private static void writeAll(ArrayNode array, List<NameRule> rules) {
        rules.forEach(rule -> array.add(write(rule)));
    }
}
