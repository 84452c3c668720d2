package io.costream.processor.topology;

import io.costream.pricing.Charge;
import io.costream.pricing.Consumption;
import io.costream.schemas.CallMapping;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Prices each call at the rates valid at its own instant, by the newest book. */
final class PriceStep implements Processor<byte[], AdmittedCall, byte[], ChargedCall> {
    private final Reference reference;
    private ProcessorContext<byte[], ChargedCall> context;

    PriceStep(Reference reference) {
        this.reference = reference;
    }

    @Override
    public void init(ProcessorContext<byte[], ChargedCall> newContext) {
        context = newContext;
    }

    @Override
    public void process(Record<byte[], AdmittedCall> record) {
        AdmittedCall admitted = record.value();
        Charge charge = reference.prices().price(consumption(admitted));
        context.forward(record.withValue(new ChargedCall(admitted, withUsageFlags(charge, admitted))));
    }

    /** What the call's own report says about its usage stands beside what pricing found. */
    private static Charge withUsageFlags(Charge charge, AdmittedCall admitted) {
        return admitted.call().getUsageFlags().isEmpty()
                ? charge
                : charge.withFlags(Set.copyOf(admitted.call().getUsageFlags()));
    }

    private static Consumption consumption(AdmittedCall admitted) {
        return new Consumption(
                admitted.facts().tenant(),
                admitted.facts().provider(),
                admitted.facts().model(),
                admitted.call().getEventTime(),
                CallMapping.context(admitted.call()),
                admitted.facts().usage(),
                admitted.call().getStatedCost());
    }
}
