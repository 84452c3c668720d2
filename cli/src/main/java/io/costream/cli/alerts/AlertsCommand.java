package io.costream.cli.alerts;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code costream alerts}: what has been raised. */
@Command(
        name = "alerts",
        description = "List the alerts that were raised, or follow them as they come.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {AlertsListCommand.class, AlertsTailCommand.class})
public final class AlertsCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is needed: list or tail");
    }
}
