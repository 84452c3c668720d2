package io.costream.cli.repricing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.costream.avro.Repricing;
import io.costream.cli.terminal.Connection;
import io.costream.cli.terminal.ExitCodes;
import io.costream.cli.terminal.Table;
import io.costream.cli.terminal.Terminal;
import io.costream.processor.repricing.ResultJson;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code costream reprice list}: every run that ever began. */
@Command(name = "list", description = "List the runs that posted changes, or began to; dry runs leave no trace.")
final class RepriceListCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private Connection connection = new Connection();

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        List<Repricing> runs = RunSession.runs(connection);
        Terminal terminal = Terminal.of(spec);
        if (json) {
            ObjectNode list = JsonNodeFactory.instance.objectNode();
            runs.forEach(run -> list.withArray("items").add(ResultJson.of(run)));
            terminal.json(list.putNull("next"));
            return ExitCodes.DONE;
        }
        Table table = Table.of("lllrrl").row("Run", "State", "Started by", "Revision", "Adjustments", "Started");
        runs.forEach(run -> table.row(
                run.getRun(),
                run.getState().name().toLowerCase(Locale.ROOT),
                run.getStartedBy(),
                Long.toString(run.getPriceRevision()),
                String.format(Locale.ROOT, "%,d", run.getPosted()),
                run.getStarted().toString()));
        if (runs.isEmpty()) {
            terminal.line("No run was ever committed.");
        } else {
            table.lines().forEach(terminal::line);
        }
        return ExitCodes.DONE;
    }
}
