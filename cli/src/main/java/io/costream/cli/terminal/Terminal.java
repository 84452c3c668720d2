package io.costream.cli.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/** Prints results to standard output and notes to standard error. */
public final class Terminal {
    /** Set by the launcher where standard error is a terminal. */
    private static final String INTERACTIVE = "costream.terminal";

    private static final ObjectWriter JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build()
            .writer(new DefaultPrettyPrinter().withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE));

    private final PrintWriter out;
    private final PrintWriter err;

    private Terminal(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    public static Terminal of(CommandSpec spec) {
        return new Terminal(spec.commandLine().getOut(), spec.commandLine().getErr());
    }

    /** Whether a person watches standard error. */
    public static boolean isInteractive() {
        return Boolean.getBoolean(INTERACTIVE);
    }

    /** A line of the result. */
    public void line(String text) {
        out.println(text);
        out.flush();
    }

    /** The result as one document. */
    public void json(JsonNode document) {
        try {
            line(JSON.writeValueAsString(document));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of JSON can be written", impossible);
        }
    }

    /** A line beside the result. */
    public void note(String text) {
        err.println("costream: " + text);
        err.flush();
    }
}
