package io.costream.cli.verification;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.costream.cli.kafka.KafkaAccess;
import io.costream.cli.terminal.Api;
import io.costream.cli.terminal.CommandFailure;
import io.costream.cli.terminal.Connection;
import io.costream.cli.terminal.ExitCodes;
import io.costream.cli.terminal.InstantOption;
import io.costream.cli.terminal.Terminal;
import io.costream.processor.domain.Window;
import io.costream.processor.domain.verification.Span;
import io.costream.processor.verification.CannotVerifyException;
import io.costream.processor.verification.Verification;
import io.costream.processor.verification.Verified;
import io.costream.schemas.HttpSchemaRegistry;
import io.costream.schemas.RegistryUnavailableException;
import io.costream.schemas.Topics;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code costream verify}: proves that raw calls, ledger and totals agree. */
@Command(
        name = "verify",
        description = "Count the raw calls again, and compare ledger and totals to the last digit."
                + " Ends with 0 where all is equal, with 1 where something differs.")
public final class VerifyCommand implements Callable<Integer> {
    private static final ZoneId UTC = ZoneId.of("UTC");

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private Connection connection = new Connection();

    @Option(
            names = "--from",
            paramLabel = "INSTANT",
            converter = InstantOption.Converter.class,
            description = "Compare only hours, days and months that lie wholly behind this instant, and their calls.")
    private @Nullable InstantOption from;

    @Option(
            names = "--to",
            paramLabel = "INSTANT",
            converter = InstantOption.Converter.class,
            description = "Compare only hours, days and months that lie wholly before this instant, and their calls.")
    private @Nullable InstantOption to;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        Span span = span();
        KafkaAccess kafka = new KafkaAccess(connection);
        Topics topics = kafka.topics();
        kafka.require(List.of(topics.calls(), topics.pricedCalls(), topics.adjustments(), topics.prices()));
        Verified verified = verify(kafka, span);
        Terminal terminal = Terminal.of(spec);
        if (json) {
            terminal.json(document(verified));
        } else {
            VerifiedText.lines(verified).forEach(terminal::line);
        }
        return verified.isEqual() ? ExitCodes.DONE : ExitCodes.DIFFERENCE;
    }

    private Span span() {
        long first = from == null ? Span.ALL.fromMicros() : Window.micros(from.in(UTC));
        long end = to == null ? Span.ALL.toMicros() : Window.micros(to.in(UTC));
        if (first >= end) {
            throw CommandFailure.wrongUsage("--from must be before --to");
        }
        return new Span(first, end);
    }

    private Verified verify(KafkaAccess kafka, Span span) {
        Api api = new Api(connection);
        try (RecountProgress progress = new RecountProgress()) {
            Topics topics = kafka.ledgerTopics();
            return new Verification(
                            Map.of("bootstrap.servers", connection.bootstrap()),
                            HttpSchemaRegistry.of(connection.registryKeys()),
                            topics,
                            partition -> api.stream("/v1/snapshots/" + partition))
                    .run(span, progress);
        } catch (CannotVerifyException unprovable) {
            throw CommandFailure.wrongUsage(String.valueOf(unprovable.getMessage()), unprovable);
        } catch (RegistryUnavailableException away) {
            throw CommandFailure.unreachable(
                    "the schema registry at " + connection.registry() + " does not answer", away);
        } catch (KafkaException failure) {
            throw kafka.unreachable(failure);
        } catch (IOException failure) {
            throw api.silent(failure);
        }
    }

    private static ObjectNode document(Verified verified) {
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("calls", verified.calls())
                .put("postings", verified.postings())
                .put("cells", verified.cells())
                .put("equal", verified.isEqual())
                .put("differences", verified.differing());
        ArrayNode different = document.putArray("different");
        verified.differences().forEach(difference -> different.add(DifferenceJson.of(difference)));
        ObjectNode digest = document.putObject("digest");
        verified.digests().forEach(digest::put);
        ObjectNode purged = document.putObject("purged_before");
        verified.purged().forEach((partition, instant) -> purged.put(Integer.toString(partition), instant.toString()));
        ObjectNode asOf = document.putObject("as_of");
        verified.asOf().forEach((partition, offset) -> asOf.put(Integer.toString(partition), offset));
        return document;
    }
}
