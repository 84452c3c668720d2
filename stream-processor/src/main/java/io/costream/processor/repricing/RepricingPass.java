package io.costream.processor.repricing;

import io.costream.pricing.Charge;
import java.util.List;

/** One way through the ledger, comparing calls. Not thread-safe. */
class RepricingPass implements LedgerVisitor {
    /** How many calls are shown between two looks at the clock. */
    private static final int OFTEN = 256;

    private final CallSelection selection;
    private final CallComparison comparison;
    private final RunObserver observer;
    private long shown;
    private long all;

    RepricingPass(CallSelection selection, CallComparison comparison, RunObserver observer) {
        this.selection = selection;
        this.comparison = comparison;
        this.observer = observer;
    }

    /** Goes over all partitions. */
    RepricingSums over(LedgerScan scan, List<LedgerReach> reaches) {
        all = scan.size();
        scan.read(reaches, this);
        observer.progress(shown, shown);
        return comparison.sums();
    }

    @Override
    public void call(LedgerCall call) {
        if (selection.takes(call.posted().getCall(), call.current())) {
            Charge after = comparison.price(call.posted().getCall());
            if (comparison.add(call, after)) {
                changed(call, after);
            }
        }
        passed(call);
        if (++shown % OFTEN == 0) {
            pause();
        }
    }

    /** A call that costs something else now. */
    void changed(LedgerCall call, Charge after) {}

    /** A call is done, changed or not. */
    void passed(LedgerCall call) {}

    @Override
    public void pause() {
        observer.progress(shown, Math.max(shown, all));
        if (observer.isStopping()) {
            throw new RunInterruptedException("stopped");
        }
    }
}
