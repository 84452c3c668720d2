package io.costream.processor.repricing;

import io.costream.avro.Call;
import io.costream.pricing.Charge;
import io.costream.pricing.Consumption;
import io.costream.schemas.CallMapping;
import io.costream.schemas.ChargeMapping;

/** One way through the ledger, pricing calls as the question asks. Not thread-safe. */
final class WhatIfPass implements LedgerVisitor {
    /** How many calls are shown between two looks at the clock. */
    private static final int OFTEN = 256;

    private final WhatIfQuestion question;
    private final CallSelection selection;
    private final CallComparison comparison;
    private final RunObserver observer;
    private final long all;
    private long shown;
    private long replaced;
    private long tooLarge;
    private long unknownWhetherFit;

    /** @param all about how many calls there are */
    WhatIfPass(WhatIfQuestion question, CallComparison comparison, RunObserver observer, long all) {
        this.question = question;
        this.selection = new CallSelection(
                question.tenant(), question.provider(), question.model(), question.from(), question.to(), false);
        this.comparison = comparison;
        this.observer = observer;
        this.all = all;
    }

    @Override
    public void call(LedgerCall call) {
        if (selection.takes(call.posted().getCall(), call.current())) {
            compare(call, CallMapping.consumption(call.posted().getCall()));
        }
        if (++shown % OFTEN == 0) {
            pause();
        }
    }

    private void compare(LedgerCall ledgerCall, Consumption made) {
        Call call = ledgerCall.posted().getCall();
        for (Replacement replacement : question.replacements()) {
            if (replacement.takes(call.getProvider(), call.getModel())) {
                Consumption other = replacement.applied(made);
                count(replacement, other);
                comparison.add(ledgerCall, () -> other, question.book().price(other));
                return;
            }
        }
        Charge charge =
                question.isForAll() ? question.book().price(made) : ChargeMapping.fromAvro(ledgerCall.current());
        comparison.add(ledgerCall, charge);
    }

    private void count(Replacement replacement, Consumption call) {
        replaced++;
        tooLarge += replacement.isTooLarge(call) ? 1 : 0;
        unknownWhetherFit += replacement.window() == null ? 1 : 0;
    }

    @Override
    public void pause() {
        observer.progress(shown, Math.max(shown, all));
        if (observer.isStopping()) {
            throw new RunInterruptedException("stopped");
        }
    }

    WhatIfAnswer answer() {
        observer.progress(shown, shown);
        return new WhatIfAnswer(question, comparison.sums(), replaced, tooLarge, unknownWhetherFit);
    }
}
