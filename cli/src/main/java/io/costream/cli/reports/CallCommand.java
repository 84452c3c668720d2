package io.costream.cli.reports;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.cli.terminal.Api;
import io.costream.cli.terminal.ApiCommand;
import io.costream.cli.terminal.CommandFailure;
import java.util.Collection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code costream call}: one call explained. */
@Command(name = "call", description = "Explain what one call used and cost.")
public final class CallCommand extends ApiCommand {
    @Parameters(paramLabel = "ID", description = "The call's id.")
    private String id = "";

    @Override
    protected JsonNode ask() {
        return api().find("/v1/calls/" + Api.segment(id))
                .orElseThrow(() -> CommandFailure.wrongUsage(
                        "there is no call " + id + "; 'costream report --detailed' lists ids"));
    }

    @Override
    protected Collection<String> text(JsonNode call) {
        return CallText.explain(new Row(call));
    }
}
