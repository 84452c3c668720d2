package io.costream.cli.terminal;

/** A reason to end, in words for the person at the keyboard: what is wrong, and what to do. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    private CommandFailure(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** The input is wrong: an option, a value, a file. */
    public static CommandFailure wrongUsage(String message) {
        return new CommandFailure(ExitCodes.WRONG_USAGE, message, new IllegalArgumentException(message));
    }

    public static CommandFailure wrongUsage(String message, Throwable cause) {
        return new CommandFailure(ExitCodes.WRONG_USAGE, message, cause);
    }

    /** A server does not answer. */
    public static CommandFailure unreachable(String message, Throwable cause) {
        return new CommandFailure(ExitCodes.UNREACHABLE, message, cause);
    }

    public static CommandFailure unreachable(String message) {
        return new CommandFailure(ExitCodes.UNREACHABLE, message, new IllegalStateException(message));
    }

    public int exitCode() {
        return exitCode;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
