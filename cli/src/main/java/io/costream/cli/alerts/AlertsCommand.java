package io.costream.cli.alerts;

import io.costream.cli.terminal.CommandGroup;
import picocli.CommandLine.Command;

/** {@code costream alerts}: what has been raised. */
@Command(
        name = "alerts",
        description = "List the alerts that were raised, or follow them as they come.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {AlertsListCommand.class, AlertsTailCommand.class})
public final class AlertsCommand extends CommandGroup {}
