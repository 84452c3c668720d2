package io.costream.cli.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.costream.avro.Call;
import io.costream.avro.Identity;
import io.costream.cli.calls.CallReader;
import io.costream.cli.calls.RawRow;
import io.costream.cli.calls.ReadRow;
import io.costream.cli.calls.RowMapping;
import io.costream.cli.calls.RowParser;
import io.costream.cli.kafka.KafkaAccess;
import io.costream.cli.prices.KnownModels;
import io.costream.cli.terminal.Amounts;
import io.costream.cli.terminal.Api;
import io.costream.cli.terminal.CommandFailure;
import io.costream.cli.terminal.Connection;
import io.costream.cli.terminal.ExitCodes;
import io.costream.cli.terminal.Terminal;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code costream log}: one call, told by hand or from a script. */
@Command(name = "log", description = "Record one call.")
public final class LogCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private Connection connection = new Connection();

    @Option(names = "--model", required = true, description = "The model, or PROVIDER/MODEL.")
    private String model = "";

    @Option(names = "--provider", defaultValue = "", description = "The provider (default: found from the model).")
    private String provider = "";

    @Option(names = "--input-tokens", defaultValue = "", paramLabel = "N", description = "All input tokens.")
    private String inputTokens = "";

    @Option(names = "--output-tokens", defaultValue = "", paramLabel = "N", description = "All output tokens.")
    private String outputTokens = "";

    @Option(names = "--cached-tokens", defaultValue = "", paramLabel = "N", description = "Input read from a cache.")
    private String cachedTokens = "";

    @Option(names = "--task-type", defaultValue = "", description = "What it was for, such as chat.")
    private String taskType = "";

    @Option(names = "--framework", defaultValue = "", description = "The framework that made it.")
    private String framework = "";

    @Option(names = "--session", defaultValue = "", description = "The session it belongs to.")
    private String session = "";

    @Option(names = "--tenant", defaultValue = "", description = "The tenant (default: default).")
    private String tenant = "";

    @Option(names = "--user", defaultValue = "", description = "The user.")
    private String user = "";

    @Option(names = "--processing-time-ms", defaultValue = "", paramLabel = "MS", description = "How long it took.")
    private String processingTime = "";

    @Option(names = "--metadata", paramLabel = "KEY=VALUE", description = "What else is to be kept.")
    private Map<String, String> metadata = new LinkedHashMap<>();

    @Option(names = "--at", defaultValue = "", paramLabel = "TIME", description = "When it was made (default: now).")
    private String at = "";

    @Option(names = "--zone", defaultValue = "UTC", description = "Zone of --at without one (default: UTC).")
    private ZoneId zone = ZoneId.of("UTC");

    @Option(names = "--no-wait", description = "Return when the call is written, not when it is in the totals.")
    private boolean noWait;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        Call call = read();
        KafkaAccess kafka = new KafkaAccess(connection);
        kafka.require(List.of(kafka.topics().calls(), kafka.topics().rejectedCalls()));
        if (noWait) {
            CallWriter.single(kafka, call);
            print(result(call, false));
            return ExitCodes.DONE;
        }
        Totals totals = new Totals(new Api(connection));
        totals.require();
        Outcomes outcomes = new Outcomes(kafka, String.valueOf(call.getProducerId()));
        Map<Integer, Written> written = CallWriter.single(kafka, call);
        totals.await(written);
        List<Outcomes.ProcessorRejection> rejected = outcomes.count(written).rejected();
        if (!rejected.isEmpty()) {
            throw CommandFailure.wrongUsage(
                    "the call was rejected: " + rejected.get(0).message());
        }
        print(result(call, true));
        return ExitCodes.DONE;
    }

    /** The same way as a row of a file, so that the same values are allowed and mean the same. */
    private Call read() {
        byte[] row = row().toString().getBytes(StandardCharsets.UTF_8);
        CallReader reader = new CallReader(RowParser.ofJson(), RowMapping.NONE, KnownModels.names(), zone);
        ReadRow read = reader.read(new RawRow(row, 1, 0, RawRow.Length.WHOLE));
        if (read instanceof ReadRow.Accepted accepted) {
            Call call = accepted.call();
            String id = UUID.randomUUID().toString();
            call.setCallId(id);
            call.setIdentity(Identity.CALL_ID);
            call.setProducerId("log:" + id);
            return call;
        }
        throw CommandFailure.wrongUsage(((ReadRow.Rejected) read).rejection().message());
    }

    private ObjectNode row() {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("timestamp", at.isEmpty() ? Clock.systemUTC().instant().toString() : at)
                .put("provider", provider)
                .put("model", model)
                .put("input_tokens", inputTokens)
                .put("output_tokens", outputTokens)
                .put("cache_read_tokens", cachedTokens)
                .put("task_type", taskType)
                .put("framework", framework)
                .put("session_id", session)
                .put("tenant", tenant)
                .put("user", user)
                .put("processing_time_ms", processingTime);
        ObjectNode kept = row.putObject("metadata");
        metadata.forEach(kept::put);
        return row;
    }

    private ObjectNode result(Call call, boolean counted) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.put("call_id", call.getCallId())
                .put("read", 1)
                .put("accepted", 1)
                .put("duplicate", 0)
                .put("rejected", 0)
                .put("in_totals", counted);
        Optional<JsonNode> priced =
                counted ? new Api(connection).find("/v1/calls/" + Api.segment(call.getCallId())) : Optional.empty();
        priced.ifPresent(document -> result.set("call", document));
        return result;
    }

    private void print(ObjectNode result) {
        Terminal terminal = Terminal.of(spec);
        if (json) {
            terminal.json(result);
            return;
        }
        JsonNode cost = result.path("call").path("estimated_cost_usd");
        String price = result.has("call")
                ? cost.isValueNode() && !cost.isNull()
                        ? Amounts.money(new BigDecimal(cost.asText()), "USD")
                        : "UNPRICED"
                : "written";
        terminal.line("Recorded call " + result.path("call_id").asText() + ": " + price
                + " (1 read, 1 accepted, 0 duplicate, 0 rejected).");
    }
}
