package io.costream.processor.repricing;

import io.costream.avro.Call;
import io.costream.avro.Charge;
import io.costream.avro.ChargeStatus;
import io.costream.avro.Repricing;
import java.time.Instant;

/** The calls of a run. Immutable. */
record CallSelection(String tenant, String provider, String model, Instant from, Instant to, boolean onlyUnpriced) {
    static CallSelection of(Repricing run) {
        return new CallSelection(
                run.getTenant(), run.getProvider(), run.getModel(), run.getFrom(), run.getTo(), run.getOnlyUnpriced());
    }

    /**
     * Whether the call is the run's.
     *
     * @param current what it comes to before the run
     */
    boolean takes(Call call, Charge current) {
        return !call.getEventTime().isBefore(from)
                && call.getEventTime().isBefore(to)
                && (tenant.isEmpty() || tenant.equals(call.getTenant()))
                && (provider.isEmpty() || provider.equals(call.getProvider()))
                && (model.isEmpty() || isModel(call))
                && !(onlyUnpriced && current.getStatus() == ChargeStatus.PRICED);
    }

    /** A model may be written alone, provider/model or provider:model. */
    private boolean isModel(Call call) {
        return model.equals(call.getModel())
                || model.equals(call.getProvider() + "/" + call.getModel())
                || model.equals(call.getProvider() + ":" + call.getModel());
    }
}
