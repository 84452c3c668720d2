package io.costream.cli;

import io.costream.cli.alerts.AlertsCommand;
import io.costream.cli.budgets.BudgetsCommand;
import io.costream.cli.demo.DemoCommand;
import io.costream.cli.imports.ImportCommand;
import io.costream.cli.imports.LogCommand;
import io.costream.cli.prices.PriceCommand;
import io.costream.cli.prices.PricesCommand;
import io.costream.cli.prices.UsageCommand;
import io.costream.cli.rates.ExchangeRatesCommand;
import io.costream.cli.reports.CallCommand;
import io.costream.cli.reports.ReportCommand;
import io.costream.cli.reports.SessionCommand;
import io.costream.cli.repricing.RepriceCommand;
import io.costream.cli.server.RunCommand;
import io.costream.cli.server.UpCommand;
import io.costream.cli.tenants.TenantsCommand;
import io.costream.cli.terminal.Logging;
import io.costream.cli.verification.VerifyCommand;
import io.costream.cli.whatif.WhatIfCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command itself: options that every part of it knows, and the list of parts. */
@Command(
        name = "costream",
        description = "What your LLM calls cost: exactly, as they happen.",
        versionProvider = CostreamCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            RunCommand.class,
            ImportCommand.class,
            LogCommand.class,
            ReportCommand.class,
            CallCommand.class,
            SessionCommand.class,
            AlertsCommand.class,
            BudgetsCommand.class,
            PriceCommand.class,
            PricesCommand.class,
            ExchangeRatesCommand.class,
            TenantsCommand.class,
            UsageCommand.class,
            RepriceCommand.class,
            VerifyCommand.class,
            WhatIfCommand.class
        },
        footer = {"", "Start with 'costream demo', or 'costream up' and 'costream import FILE'."})
final class CostreamCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help and end.")
    @SuppressWarnings("UnusedVariable")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version and end.")
    @SuppressWarnings("UnusedVariable")
    private boolean version;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Log what happens inside, to standard error.")
    private boolean verbose;

    static int run(ParseResult parsed) {
        CostreamCommand root = (CostreamCommand) parsed.commandSpec().userObject();
        if (root.verbose) {
            Logging.verbose();
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is needed, such as demo, up, import or report");
    }

    /** The version of the jar, where there is one. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = CostreamCommand.class.getPackage().getImplementationVersion();
            return new String[] {"costream " + (version == null ? "development" : version)};
        }
    }
}
