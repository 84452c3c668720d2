package io.costream.processor.repricing;

import io.costream.avro.Call;
import io.costream.pricing.Charge;
import io.costream.pricing.Consumption;
import io.costream.pricing.PriceBook;
import io.costream.pricing.PriceEntry;
import io.costream.processor.domain.Window;
import io.costream.schemas.CallMapping;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Prices calls of the ledger under a book, and sums what that changes. Not thread-safe. */
final class CallComparison {
    private final PriceBook book;
    private final RepricingSums sums;

    CallComparison(PriceBook book, RepricingSums sums) {
        this.book = book;
        this.sums = sums;
    }

    /** What the call costs under the book, with what its own report says about its usage. */
    Charge price(Call call) {
        Charge charge = book.price(CallMapping.consumption(call));
        return call.getUsageFlags().isEmpty() ? charge : charge.withFlags(Set.copyOf(call.getUsageFlags()));
    }

    /** Adds the call to the sums; true where it changes. */
    boolean add(LedgerCall ledgerCall, Charge after) {
        return add(ledgerCall, () -> CallMapping.consumption(ledgerCall.posted().getCall()), after);
    }

    /**
     * Adds the call as if it had been another one; true where it changes.
     *
     * @param priced what was priced in its place
     */
    boolean add(LedgerCall ledgerCall, Supplier<Consumption> priced, Charge after) {
        Call call = ledgerCall.posted().getCall();
        io.costream.avro.Charge before = ledgerCall.current();
        boolean changed = ChargeChange.isBetween(before, after);
        ComparedCall compared = new ComparedCall(
                call.getCallId(),
                call.getTenant(),
                call.getProvider(),
                call.getModel(),
                Window.micros(call.getEventTime()),
                ChargeChange.isPriced(before),
                ChargeChange.amount(before.getTotal()),
                after.isPriced(),
                after.total(),
                changed);
        sums.add(compared);
        if (changed) {
            blame(priced.get(), compared);
        }
        return changed;
    }

    RepricingSums sums() {
        return sums;
    }

    private void blame(Consumption priced, ComparedCall compared) {
        List<PriceEntry> entries = book.explain(priced).entries();
        if (!entries.isEmpty()) {
            String model =
                    book.find(priced.provider(), priced.model()).orElseThrow().key();
            sums.blame(model, entries.get(0), compared);
        }
    }
}
