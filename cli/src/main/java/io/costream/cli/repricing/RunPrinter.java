package io.costream.cli.repricing;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.cli.terminal.ExitCodes;
import io.costream.cli.terminal.Terminal;
import io.costream.processor.repricing.RepricingResult;
import io.costream.processor.repricing.ResultJson;
import picocli.CommandLine.Model.CommandSpec;

/** Prints a run as the document itself, or as text. */
final class RunPrinter {
    private final Terminal terminal;
    private final boolean json;

    RunPrinter(CommandSpec spec, boolean json) {
        this.terminal = Terminal.of(spec);
        this.json = json;
    }

    /** The exit code: a run that was refused has done nothing. */
    int ended(RepricingResult result) {
        print(ResultJson.of(result));
        if (result.isRefused()) {
            terminal.note(result.sums().total().unpriced() + " calls would have no price under revision "
                    + result.run().getPriceRevision() + ", and --strict allows none; nothing was posted");
            return ExitCodes.DIFFERENCE;
        }
        return ExitCodes.DONE;
    }

    void print(JsonNode document) {
        if (json) {
            terminal.json(document);
        } else {
            RunText.lines(document).forEach(terminal::line);
        }
    }
}
