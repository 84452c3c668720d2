package io.costream.cli.prices;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.cli.terminal.Api;
import io.costream.cli.terminal.CommandFailure;
import io.costream.cli.terminal.Connection;
import io.costream.cli.terminal.ExitCodes;
import io.costream.cli.terminal.Lists;
import io.costream.cli.terminal.Terminal;
import io.costream.pricing.ModelPrices;
import io.costream.pricing.catalogue.CatalogueJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code costream prices export}: the book in use as a file that {@code import} reads. */
@Command(name = "export", description = "Write the prices in use in Costream's own format, which import reads.")
final class PricesExportCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private Connection connection = new Connection();

    @Option(names = "--history", description = "With all that was superseded or withdrawn.")
    private boolean history;

    @Option(
            names = {"-o", "--output"},
            defaultValue = "-",
            paramLabel = "FILE",
            description = "Where to; - is standard output (default).")
    private String output = "-";

    @Override
    public Integer call() {
        JsonNode answer = new Api(connection).get("/v1/prices", Map.of());
        List<ModelPrices> models = new ArrayList<>();
        Lists.items(answer).forEach(model -> {
            ModelPrices all = CatalogueJson.read(model.toString());
            models.add(history ? all : all.inForce());
        });
        String text = CatalogueJson.writeAll(models);
        Terminal terminal = Terminal.of(spec);
        if (output.equals("-")) {
            terminal.line(text.stripTrailing());
            return ExitCodes.DONE;
        }
        try {
            Files.writeString(Path.of(output), text);
        } catch (IOException failure) {
            throw CommandFailure.wrongUsage("the file " + output + " cannot be written", failure);
        }
        terminal.line("revision " + answer.path("revision").asLong() + ", models: " + models.size() + ", written to "
                + output);
        return ExitCodes.DONE;
    }
}
