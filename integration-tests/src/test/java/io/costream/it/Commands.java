package io.costream.it;

import io.costream.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Commands against one Costream. In this process, since a machine that runs tests starts others slowly. */
record Commands(String bootstrapServers, String registryUrl, String url) {
    /** The exit code, and what was printed. */
    record Outcome(int status, String out, String err) {
        String text() {
            return out + err;
        }
    }

    /** Runs one that speaks to Kafka. */
    Outcome run(String... command) {
        return outcome(Stream.concat(
                Stream.of(command),
                Stream.of("--bootstrap=" + bootstrapServers, "--registry=" + registryUrl, "--url=" + url)));
    }

    /** Runs one that speaks to the API alone. */
    Outcome ask(String... command) {
        return outcome(Stream.concat(Stream.of(command), Stream.of("--url=" + url)));
    }

    private static Outcome outcome(Stream<String> command) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int status = line.execute(command.toArray(String[]::new));
        return new Outcome(status, out.toString(), err.toString());
    }
}
