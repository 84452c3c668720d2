package io.costream.cli.repricing;

import io.costream.cli.terminal.Connection;
import io.costream.processor.repricing.RepricingResult;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code costream reprice resume}: ends what was begun. */
@Command(
        name = "resume",
        description = {
            "Go on with a run that was cut off, from what it has posted.",
            "Where another process still works on it, that one stops."
        })
final class RepriceResumeCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private Connection connection = new Connection();

    @Parameters(paramLabel = "RUN", description = "The run, as 'costream reprice list' names it.")
    private String run = "";

    @Option(names = "--no-wait", description = "Return when it is posted, not when it is in the totals.")
    private boolean noWait;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        try (RunSession session = new RunSession(connection)) {
            AdjustedTotals totals = new AdjustedTotals(connection);
            if (!noWait) {
                totals.require();
            }
            RepricingResult result =
                    session.watched(observer -> session.repricer().resume(run, observer));
            if (!noWait) {
                totals.await(result.run().getEnds());
            }
            return new RunPrinter(spec, json).ended(result);
        }
    }
}
