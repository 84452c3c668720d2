package io.costream.cli.prices;

import io.costream.cli.terminal.CommandGroup;
import picocli.CommandLine.Command;

/** {@code costream prices}: the price book in use. */
@Command(
        name = "prices",
        description = "List or show the prices in use; set, withdraw, import or export prices.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            PricesListCommand.class,
            PricesShowCommand.class,
            PricesSetCommand.class,
            PricesWithdrawCommand.class,
            PricesImportCommand.class,
            PricesExportCommand.class
        })
public final class PricesCommand extends CommandGroup {}
