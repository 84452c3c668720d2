package io.costream.cli.imports;

import io.costream.cli.calls.CallReader;
import io.costream.cli.calls.RawRow;
import io.costream.cli.calls.RowFormat;
import io.costream.cli.calls.RowMapping;
import io.costream.cli.calls.RowParser;
import io.costream.cli.calls.RowReader;
import io.costream.cli.kafka.KafkaAccess;
import io.costream.cli.prices.KnownModels;
import io.costream.cli.terminal.Api;
import io.costream.cli.terminal.CommandFailure;
import io.costream.cli.terminal.Connection;
import io.costream.cli.terminal.ExitCodes;
import io.costream.cli.terminal.Terminal;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code costream import}: calls from a file, each counted once however often it is repeated. */
@Command(
        name = "import",
        description = {
            "Import calls from a file, exactly once.",
            "Importing the same file again continues behind what was imported before."
        })
public final class ImportCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private Connection connection = new Connection();

    @Parameters(paramLabel = "FILE", description = "The file; - is standard input.")
    private String file = "";

    @Option(names = "--format", description = "csv, jsonl or json (default: by the file's name).")
    private @Nullable RowFormat format;

    @Option(
            names = "--map",
            split = ",",
            paramLabel = "FIELD=COLUMN",
            description = "Which column is which field, such as timestamp=TIME,input_tokens=In.")
    private Map<String, String> columns = new LinkedHashMap<>();

    @Option(names = "--set", paramLabel = "FIELD=VALUE", description = "What every call has, such as tenant=acme.")
    private Map<String, String> values = new LinkedHashMap<>();

    @Option(
            names = "--source",
            paramLabel = "NAME",
            defaultValue = "",
            description = "The name this source is known by (default: its path and mapping).")
    private String sourceName = "";

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            defaultValue = "UTC",
            description = "Zone of times that are written without one (default: ${DEFAULT-VALUE}).")
    private ZoneId zone = ZoneId.of("UTC");

    @Option(names = "--no-wait", description = "Return when the calls are written, not when they are in the totals.")
    private boolean noWait;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        RowMapping mapping = new RowMapping(columns, values);
        ImportSource source = ImportSource.of(file, sourceName, mapping);
        Api api = new Api(connection);
        KafkaAccess kafka = new KafkaAccess(connection);
        ImportResult result;
        try (RowReader rows = new RowReader(source.open(), format())) {
            Optional<RowParser> parser = parser(rows);
            kafka.require(List.of(
                    kafka.topics().calls(),
                    kafka.topics().rejectedCalls(),
                    kafka.topics().imports()));
            if (!noWait) {
                new Totals(api).require();
            }
            result = parser.isEmpty()
                    ? new ImportResult(source.name(), 0, 0, 0, 0, 0, true, List.of())
                    : copy(source, rows, new CallReader(parser.get(), mapping, KnownModels.names(), zone), kafka);
        }
        print(result);
        return result.rejected() > 0 ? ExitCodes.DIFFERENCE : ExitCodes.DONE;
    }

    private ImportResult copy(ImportSource source, RowReader rows, CallReader reader, KafkaAccess kafka)
            throws IOException {
        try (CallWriter writer = new CallWriter(kafka, source)) {
            Outcomes outcomes = new Outcomes(kafka, source.producerId());
            Importer importer = new Importer(source, reader, writer, Clock.systemUTC());
            // Read only now: whatever an earlier import had left open has been ended by making the writer.
            importer.resume(rows, new Checkpoints(kafka).find(source.name()));
            try (Progress progress = Progress.start(source.size(), rows.offset())) {
                importer.copy(rows, progress::at);
            }
            return noWait ? written(source, importer) : counted(source, importer, writer, outcomes);
        }
    }

    private static ImportResult written(ImportSource source, Importer importer) {
        long written = importer.read() - importer.rejected();
        return new ImportResult(
                source.name(),
                importer.earlier(),
                importer.read(),
                written,
                0,
                importer.rejected(),
                false,
                importer.problems());
    }

    private ImportResult counted(ImportSource source, Importer importer, CallWriter writer, Outcomes outcomes) {
        Map<Integer, Written> written = writer.written();
        new Totals(new Api(connection)).await(written);
        Outcomes.Counts counts = outcomes.count(written);
        long sent = importer.read() - importer.rejected();
        List<ImportResult.Problem> problems = new ArrayList<>(importer.problems());
        counts.rejected().stream()
                .limit(Math.max(0, ImportResult.LISTED - problems.size()))
                .forEach(refused -> problems.add(new ImportResult.Problem(0, refused.callId(), refused.message())));
        return new ImportResult(
                source.name(),
                importer.earlier(),
                importer.read(),
                counts.accepted(),
                sent - counts.accepted() - counts.rejected().size(),
                importer.rejected() + counts.rejected().size(),
                true,
                problems);
    }

    private RowFormat format() {
        if (format != null) {
            return format;
        }
        String name = file.toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv")) {
            return RowFormat.CSV;
        }
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
            return RowFormat.JSONL;
        }
        if (name.endsWith(".json")) {
            return RowFormat.JSON;
        }
        throw CommandFailure.wrongUsage(
                "what " + file + " holds cannot be told from its name; add --format csv, jsonl or json");
    }

    /** Knows the columns; nothing where the file is empty. */
    private Optional<RowParser> parser(RowReader rows) throws IOException {
        if (format() != RowFormat.CSV) {
            return Optional.of(RowParser.ofJson());
        }
        Optional<RawRow> header = rows.next();
        if (header.isEmpty()) {
            return Optional.empty();
        }
        RowParser parser = RowParser.ofCsv(header.get().bytes());
        for (Map.Entry<String, String> mapped : columns.entrySet()) {
            if (!parser.columns().contains(mapped.getValue())) {
                throw CommandFailure.wrongUsage(file + " has no column " + mapped.getValue() + "; its first line names "
                        + String.join(", ", parser.columns()));
            }
        }
        return Optional.of(parser);
    }

    private void print(ImportResult result) {
        Terminal terminal = Terminal.of(spec);
        if (json) {
            terminal.json(result.json());
        }
        result.problems().forEach(problem -> terminal.note(problem.toString()));
        long unlisted = result.rejected() - result.problems().size();
        if (unlisted > 0) {
            terminal.note("… and " + unlisted + " more; all of them are in topic "
                    + connection.topics().rejectedCalls());
        }
        if (!json) {
            terminal.line(summary(result));
        }
    }

    private static String summary(ImportResult result) {
        if (result.read() == 0) {
            return result.earlier() == 0
                    ? "Nothing to import: the file has no rows."
                    : String.format(Locale.ROOT, "Nothing new: all %,d rows were imported before.", result.earlier());
        }
        String continued = result.earlier() == 0
                ? ""
                : String.format(Locale.ROOT, " (continued behind %,d rows imported before)", result.earlier());
        return result.counted()
                ? String.format(
                        Locale.ROOT,
                        "Read %,d rows%s: %,d accepted, %,d duplicate, %,d rejected.",
                        result.read(),
                        continued,
                        result.accepted(),
                        result.duplicate(),
                        result.rejected())
                : String.format(
                        Locale.ROOT,
                        "Read %,d rows%s: %,d written, %,d rejected; the totals follow.",
                        result.read(),
                        continued,
                        result.accepted(),
                        result.rejected());
    }
}
