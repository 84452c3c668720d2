package io.costream.cli.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that asks the API and prints the answer, as text or as the document itself. */
public abstract class ApiCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private Connection connection = new Connection();

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    protected final Api api() {
        return new Api(connection);
    }

    protected final Connection connection() {
        return connection;
    }

    protected final Terminal terminal() {
        return Terminal.of(spec);
    }

    protected final boolean wantsJson() {
        return json;
    }

    /** Asks; what is returned is what --json prints. */
    protected abstract JsonNode ask();

    /** The answer as lines for people. */
    protected abstract Collection<String> text(JsonNode answer);

    @Override
    public Integer call() {
        JsonNode answer = ask();
        if (json) {
            terminal().json(answer);
        } else {
            text(answer).forEach(terminal()::line);
        }
        return ExitCodes.DONE;
    }
}
