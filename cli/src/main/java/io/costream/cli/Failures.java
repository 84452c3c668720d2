package io.costream.cli;

import ch.qos.logback.classic.Logger;
import io.costream.cli.terminal.CommandFailure;
import io.costream.cli.terminal.ExitCodes;
import java.io.PrintWriter;
import java.util.List;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into one line on standard error and an exit code; the stack trace comes with --verbose. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        String advice = suggestion(failure);
        print(
                command,
                describe(failure) + (advice.isEmpty() ? "" : "; did you mean " + advice + "?") + "; see "
                        + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCodes.WRONG_USAGE;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        Throwable known = known(failure);
        LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME).debug("the command ended with a failure", failure);
        if (known instanceof CommandFailure expected) {
            print(command, expected.getMessage());
            return expected.exitCode();
        }
        print(command, "an unexpected failure: " + known + "; repeat with --verbose to see where");
        return ExitCodes.WRONG_USAGE;
    }

    private static Throwable known(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CommandFailure) {
                return cause;
            }
        }
        return failure;
    }

    private static String describe(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched) {
            List<String> names = unmatched.getUnmatched();
            String first = names.isEmpty() ? "" : names.get(0);
            return first.startsWith("-") ? "unknown option " + first : "unexpected argument '" + first + "'";
        }
        String message = firstLine(String.valueOf(failure.getMessage()));
        if (failure instanceof MissingParameterException) {
            return "missing " + message.replaceFirst("^Missing required (option|parameter|subcommand)s?: ?", "$1 ");
        }
        return message.isEmpty() ? message : Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }

    private static String suggestion(ParameterException failure) {
        if (!(failure instanceof UnmatchedArgumentException unmatched)) {
            return "";
        }
        String wrong = unmatched.getUnmatched().isEmpty()
                ? ""
                : unmatched.getUnmatched().get(0);
        return wrong.startsWith("-")
                ? Nearest.to(
                        wrong,
                        unmatched.getCommandLine().getCommandSpec().optionsMap().keySet())
                : Nearest.to(wrong, unmatched.getCommandLine().getSubcommands().keySet());
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    private static void print(CommandLine command, String message) {
        PrintWriter err = command.getErr();
        err.println("costream: " + message.replaceAll("\\s*\\R\\s*", " "));
        err.flush();
    }
}
