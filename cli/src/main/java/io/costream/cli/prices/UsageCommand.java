package io.costream.cli.prices;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.costream.cli.terminal.CommandFailure;
import io.costream.cli.terminal.ExitCodes;
import io.costream.cli.terminal.Table;
import io.costream.cli.terminal.Terminal;
import io.costream.producer.usage.UsageCases;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code costream usage}: what a provider's answer says was used. Needs no server. */
@Command(name = "usage", description = "Read what was used out of a provider's response. Needs no server.")
public final class UsageCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            defaultValue = "",
            description = "A response to explain; - is standard input.")
    private String file = "";

    @Option(
            names = "--cases",
            defaultValue = "",
            paramLabel = "FILE",
            description = "Answer rows of recorded responses, one JSON line each.")
    private String cases = "";

    @Option(names = "--provider", defaultValue = "", description = "Who sent the response, where it does not say.")
    private String provider = "";

    @Option(names = "--model", defaultValue = "", description = "The model, where the response does not say.")
    private String model = "";

    @Option(names = "--url", defaultValue = "", description = "Where the request went, if that is known.")
    private String url = "";

    @Option(names = "--catalogue", defaultValue = "", paramLabel = "FILE", description = "Prices (default: built in).")
    private String catalogue = "";

    @Option(names = "--catalogue-format", defaultValue = "costream", description = "costream, litellm or genai-prices.")
    private String format = "costream";

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        if (file.isEmpty() == cases.isEmpty()) {
            throw CommandFailure.wrongUsage("one FILE with a response, or --cases FILE, is expected");
        }
        Terminal terminal = Terminal.of(spec);
        UsageCases reader = new UsageCases(
                CaseFile.book(catalogue, format), Clock.systemUTC().instant());
        if (!cases.isEmpty()) {
            CaseFile.answer(cases, terminal, row -> answer(reader, row));
            return ExitCodes.DONE;
        }
        explain(reader, terminal);
        return ExitCodes.DONE;
    }

    private static String answer(UsageCases reader, String row) {
        try {
            return reader.answer(row);
        } catch (IllegalArgumentException wrong) {
            throw CommandFailure.wrongUsage(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private void explain(UsageCases reader, Terminal terminal) {
        // As text: a response may be one document, a document a line, or server-sent events.
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("id", file).put("provider", provider).put("model", model).put("body", CaseFile.text(file));
        row.put("url", url);
        JsonNode answer;
        try {
            answer = new JsonMapper().readTree(answer(reader, row.toString()));
        } catch (JsonProcessingException wrong) {
            throw new IllegalStateException("the answer is not JSON: " + wrong.getOriginalMessage(), wrong);
        }
        if (json) {
            terminal.json(answer);
            return;
        }
        terminal.line(
                answer.path("dialect").asText() + " · " + answer.path("model").asText(""));
        if (!answer.path("billable").asBoolean()) {
            terminal.line("  Nothing to bill in this response.");
            return;
        }
        Table table = Table.of("lr");
        answer.path("usage")
                .properties()
                .forEach(unit -> table.row(unit.getKey(), unit.getValue().asText()));
        table.row("input in total", answer.path("input_total").asText());
        table.row("output in total", answer.path("output_total").asText());
        JsonNode cost = answer.path("cost");
        table.row("cost", cost.isNull() ? "UNPRICED" : "$" + cost.asText());
        table.lines().forEach(terminal::line);
        answer.path("flags").forEach(flag -> terminal.line("  note: " + flag.asText()));
    }
}
