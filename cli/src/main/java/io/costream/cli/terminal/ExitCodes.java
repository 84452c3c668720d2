package io.costream.cli.terminal;

/** What the command tells its caller's script. */
public final class ExitCodes {
    public static final int DONE = 0;
    /** Done, but some input rows were rejected, or a check found a difference. */
    public static final int DIFFERENCE = 1;
    /** A wrong option, a wrong value or a file that cannot be used. */
    public static final int WRONG_USAGE = 2;
    /** A server could not be reached, or did not answer in time. */
    public static final int UNREACHABLE = 3;

    private ExitCodes() {}
}
