package io.costream.processor.repricing;

import io.costream.avro.Call;
import io.costream.pricing.Charge;
import io.costream.pricing.PriceBook;
import io.costream.pricing.PriceEntry;
import io.costream.processor.domain.Window;
import io.costream.schemas.CallMapping;
import java.util.List;
import java.util.Set;

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
            blame(call, compared);
        }
        return changed;
    }

    RepricingSums sums() {
        return sums;
    }

    private void blame(Call call, ComparedCall compared) {
        List<PriceEntry> entries = book.explain(CallMapping.consumption(call)).entries();
        if (!entries.isEmpty()) {
            String model =
                    book.find(call.getProvider(), call.getModel()).orElseThrow().key();
            sums.blame(model, entries.get(0), compared);
        }
    }
}
