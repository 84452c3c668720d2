package io.costream.processor.topology;

import io.costream.avro.Call;
import io.costream.pricing.Charge;
import io.costream.pricing.Consumption;
import io.costream.pricing.PriceBook;
import io.costream.processor.domain.CallFacts;
import io.costream.schemas.CallMapping;
import java.util.Set;

/** A call that counts, with the record it was read from. */
record AdmittedCall(SourceRecord source, Call call, CallFacts facts) {
    /** What it costs at the rates valid at its own instant; what its own report says of its usage stands beside what pricing found. */
    Charge charge(PriceBook prices) {
        Charge charge = prices.price(new Consumption(
                facts.tenant(),
                facts.provider(),
                facts.model(),
                call.getEventTime(),
                CallMapping.context(call),
                facts.usage(),
                call.getStatedCost()));
        return call.getUsageFlags().isEmpty() ? charge : charge.withFlags(Set.copyOf(call.getUsageFlags()));
    }
}
