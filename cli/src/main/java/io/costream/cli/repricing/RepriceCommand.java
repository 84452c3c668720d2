package io.costream.cli.repricing;

import io.costream.cli.terminal.CommandFailure;
import io.costream.cli.terminal.Connection;
import io.costream.cli.terminal.PastCalls;
import io.costream.processor.repricing.RepricingRequest;
import io.costream.processor.repricing.RepricingResult;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code costream reprice}: what calls cost by other prices; with --commit, what they cost from then on. */
@Command(
        name = "reprice",
        description = {
            "Price calls of the past again, and show what changes: by tenant, model and day.",
            "Nothing is posted without --commit. What was charged stays; a change is posted beside it."
        },
        subcommands = {RepriceListCommand.class, RepriceShowCommand.class, RepriceResumeCommand.class})
public final class RepriceCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private Connection connection = new Connection();

    @Mixin
    private PastCalls calls = new PastCalls();

    @Option(names = "--revision", paramLabel = "N", description = "Of the price book; default: the newest.")
    private @Nullable Long revision;

    @Option(names = "--only-unpriced", description = "Leave calls alone that have a price.")
    private boolean onlyUnpriced;

    @Option(names = "--strict", description = "Refuse where a call would be left without a price.")
    private boolean strict;

    @Option(names = "--commit", description = "Post what changes.")
    private boolean commit;

    @Option(names = "--no-wait", description = "Return when it is posted, not when it is in the totals.")
    private boolean noWait;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        RepricingRequest request = request();
        RunPrinter printer = new RunPrinter(spec, json);
        try (RunSession session = new RunSession(connection)) {
            if (!commit) {
                return printer.ended(
                        session.watched(observer -> session.repricer().dryRun(request, observer)));
            }
            AdjustedTotals totals = new AdjustedTotals(connection);
            if (!noWait) {
                totals.require();
            }
            RepricingResult result =
                    session.watched(observer -> session.repricer().commit(request, "command", observer));
            if (!noWait) {
                totals.await(result.run().getEnds());
            }
            return printer.ended(result);
        }
    }

    private RepricingRequest request() {
        Supplier<CommandFailure> absent =
                () -> CommandFailure.wrongUsage("--from and --to are needed: which calls are to be priced again");
        try {
            return new RepricingRequest(
                    calls.tenant(),
                    calls.provider(),
                    calls.model(),
                    calls.from().orElseThrow(absent),
                    calls.to().orElseThrow(absent),
                    onlyUnpriced,
                    revision == null ? OptionalLong.empty() : OptionalLong.of(revision),
                    strict);
        } catch (IllegalArgumentException wrong) {
            throw CommandFailure.wrongUsage(String.valueOf(wrong.getMessage()), wrong);
        }
    }
}
