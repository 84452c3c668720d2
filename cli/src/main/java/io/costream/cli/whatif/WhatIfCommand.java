package io.costream.cli.whatif;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.cli.kafka.KafkaAccess;
import io.costream.cli.prices.CaseFile;
import io.costream.cli.terminal.CommandFailure;
import io.costream.cli.terminal.Connection;
import io.costream.cli.terminal.ExitCodes;
import io.costream.cli.terminal.PastCalls;
import io.costream.cli.terminal.Terminal;
import io.costream.pricing.PriceBook;
import io.costream.processor.prices.ReferenceData;
import io.costream.processor.repricing.LedgerDamagedException;
import io.costream.processor.repricing.RepricingRefusedException;
import io.costream.processor.repricing.WhatIf;
import io.costream.processor.repricing.WhatIfJson;
import io.costream.processor.repricing.WhatIfQuestion;
import io.costream.schemas.HttpSchemaRegistry;
import io.costream.schemas.RegistryUnavailableException;
import io.costream.schemas.SchemaRegistry;
import io.costream.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code costream what-if}: what calls would have cost on another model, or by another price list. */
@Command(
        name = "what-if",
        description = {
            "What calls of the past would have cost on another model, or by another price list. Nothing is posted.",
            "The usage stays as it was: another model may need other numbers of tokens for the same text."
        })
public final class WhatIfCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private Connection connection = new Connection();

    @Option(
            names = "--replace",
            paramLabel = "MODEL=MODEL",
            description =
                    "Another model for a model, such as gpt-4o=gpt-4o-mini or openai/gpt-4=anthropic/claude-3-haiku."
                            + " May be repeated.")
    private Map<String, String> replace = new LinkedHashMap<>();

    @Option(
            names = "--catalogue",
            paramLabel = "FILE",
            defaultValue = "",
            description = "Price all calls by this price list instead of what is recorded.")
    private String catalogue = "";

    @Option(
            names = "--catalogue-format",
            paramLabel = "FORMAT",
            defaultValue = "costream",
            description = "costream, litellm or genai-prices (default: ${DEFAULT-VALUE}).")
    private String format = "";

    @Mixin
    private PastCalls calls = new PastCalls();

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        if (replace.isEmpty() && catalogue.isEmpty()) {
            throw CommandFailure.wrongUsage("--replace or --catalogue is needed: what is to be different");
        }
        KafkaAccess kafka = new KafkaAccess(connection);
        Topics topics = kafka.topics();
        kafka.require(List.of(topics.pricedCalls(), topics.adjustments(), topics.repricings(), topics.prices()));
        JsonNode answer = answer(kafka, kafka.ledgerTopics());
        Terminal terminal = Terminal.of(spec);
        if (json) {
            terminal.json(answer);
        } else {
            WhatIfText.lines(answer).forEach(terminal::line);
        }
        return ExitCodes.DONE;
    }

    private JsonNode answer(KafkaAccess kafka, Topics topics) {
        Map<String, Object> clients = Map.of("bootstrap.servers", connection.bootstrap());
        SchemaRegistry registry = HttpSchemaRegistry.of(connection.registryKeys());
        try (ReferenceData reference = ReferenceData.start(clients, registry, topics, TIMEOUT);
                AnswerProgress progress = new AnswerProgress()) {
            WhatIf ledger = new WhatIf(clients, registry, topics, reference::calendar);
            return WhatIfJson.of(ledger.answer(question(reference.prices()), progress));
        } catch (RepricingRefusedException | LedgerDamagedException refused) {
            throw CommandFailure.wrongUsage(String.valueOf(refused.getMessage()), refused);
        } catch (RegistryUnavailableException away) {
            throw CommandFailure.unreachable(
                    "the schema registry at " + connection.registry() + " does not answer", away);
        } catch (KafkaException failure) {
            throw kafka.unreachable(failure);
        }
    }

    private WhatIfQuestion question(PriceBook recorded) {
        PriceBook book = catalogue.isEmpty() ? recorded : CaseFile.book(catalogue, format);
        try {
            return new WhatIfQuestion(
                    calls.tenant(),
                    calls.provider(),
                    calls.model(),
                    calls.from().orElse(Instant.EPOCH),
                    calls.to().orElse(END_OF_TIME),
                    book,
                    Replacements.read(replace, book),
                    !catalogue.isEmpty());
        } catch (IllegalArgumentException wrong) {
            throw CommandFailure.wrongUsage(String.valueOf(wrong.getMessage()), wrong);
        }
    }
}
