package io.costream.cli;

import io.costream.cli.terminal.InstantOption;
import picocli.CommandLine;

/** Starts the costream command. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        int status = commandLine().execute(arguments);
        // Daemon threads of clients may still run; nothing of theirs is needed once the command has ended.
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().exit(status);
    }

    /** The command with everything below it, as a test can run it too. */
    public static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new CostreamCommand());
        Failures failures = new Failures();
        commandLine.setParameterExceptionHandler(failures);
        commandLine.setExecutionExceptionHandler(failures);
        commandLine.setExecutionStrategy(CostreamCommand::run);
        commandLine.registerConverter(InstantOption.class, new InstantOption.Converter());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setAbbreviatedSubcommandsAllowed(false);
        commandLine.setUsageHelpAutoWidth(true);
        return commandLine;
    }
}
