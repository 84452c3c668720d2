package io.costream.pricing.cases;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.costream.pricing.Charge;
import io.costream.pricing.Direction;
import java.util.TreeSet;

/** A charge as JSON; amounts are plain decimal text, and absent ones null. */
public final class ChargeJson {
    private ChargeJson() {}

    /**
     * Writes {@code {status, total, input_cost, output_cost, other_cost, components{}, lines[], cache_savings, matched,
     * revision, flags[]}}.
     */
    public static ObjectNode write(Charge charge) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("status", charge.status().name());
        if (charge.isPriced()) {
            node.put("total", charge.total().toString());
            node.put("input_cost", charge.cost(Direction.INPUT).toString());
            node.put("output_cost", charge.cost(Direction.OUTPUT).toString());
            node.put("other_cost", charge.cost(Direction.OTHER).toString());
        } else {
            node.putNull("total").putNull("input_cost").putNull("output_cost").putNull("other_cost");
        }
        ObjectNode components = node.putObject("components");
        charge.components().forEach((component, amount) -> components.put(component.label(), amount.toString()));
        ArrayNode lines = node.putArray("lines");
        for (Charge.Line line : charge.lines()) {
            lines.addObject()
                    .put("unit", line.unit().name())
                    .put("quantity", line.quantity().toPlainString())
                    .put("rate", line.rate().toPlainString())
                    .put("amount", line.amount().toString());
        }
        node.put("cache_savings", charge.cacheSavings().toString());
        node.put("matched", charge.matched());
        node.put("revision", charge.revision());
        ArrayNode flags = node.putArray("flags");
        new TreeSet<>(charge.flags()).forEach(flags::add);
        return node;
    }
}
