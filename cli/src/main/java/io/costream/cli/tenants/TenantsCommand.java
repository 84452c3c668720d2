package io.costream.cli.tenants;

import io.costream.cli.terminal.CommandGroup;
import picocli.CommandLine.Command;

/** {@code costream tenants}: what is agreed with tenants; they need no declaration. */
@Command(
        name = "tenants",
        description = "Set or list the calendar, the currency and the discounts of tenants.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {TenantsSetCommand.class, TenantsListCommand.class})
public final class TenantsCommand extends CommandGroup {}
