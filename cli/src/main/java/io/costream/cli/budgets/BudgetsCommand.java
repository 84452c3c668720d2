package io.costream.cli.budgets;

import io.costream.cli.terminal.CommandGroup;
import picocli.CommandLine.Command;

/** {@code costream budgets}: what may be spent. */
@Command(
        name = "budgets",
        description = "Apply a file of budgets, or show how they stand.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {BudgetsApplyCommand.class, BudgetsStatusCommand.class})
public final class BudgetsCommand extends CommandGroup {}
