package io.costream.cli.repricing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.costream.avro.Repricing;
import io.costream.cli.terminal.CommandFailure;
import io.costream.cli.terminal.Connection;
import io.costream.cli.terminal.ExitCodes;
import io.costream.processor.repricing.ResultJson;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code costream reprice show}: what a run changed. */
@Command(name = "show", description = "Show what a run changed, or how far it has come.")
final class RepriceShowCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private Connection connection = new Connection();

    @Parameters(paramLabel = "RUN", description = "The run, as 'costream reprice list' names it.")
    private String name = "";

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        Repricing run = RunSession.runs(connection).stream()
                .filter(known -> known.getRun().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        CommandFailure.wrongUsage("there is no run " + name + "; 'costream reprice list' names them"));
        new RunPrinter(spec, json).print(document(run));
        return ExitCodes.DONE;
    }

    private static JsonNode document(Repricing run) {
        try {
            return run.getResult().isEmpty() ? ResultJson.of(run) : new ObjectMapper().readTree(run.getResult());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was stored of run " + run.getRun() + " cannot be read", e);
        }
    }
}
