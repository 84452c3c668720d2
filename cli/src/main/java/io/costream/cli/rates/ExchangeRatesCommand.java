package io.costream.cli.rates;

import io.costream.cli.terminal.CommandGroup;
import picocli.CommandLine.Command;

/** {@code costream exchange-rates}: in which rates reports tell other currencies. */
@Command(
        name = "exchange-rates",
        description = "Set or list what one USD is in other currencies.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ExchangeRatesSetCommand.class, ExchangeRatesListCommand.class})
public final class ExchangeRatesCommand extends CommandGroup {}
