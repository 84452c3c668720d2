package io.costream.cli.calls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.costream.avro.Call;
import io.costream.avro.Identity;
import io.costream.avro.Outcome;
import io.costream.cli.calls.ModelNames.Model;
import io.costream.schemas.CallMapping;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallReaderTest {
    private static final ModelNames MODELS = ModelNames.of(
            Set.of("openai", "anthropic"), model -> Optional.of("openai").filter(p -> model.equals("gpt-4")));

    @Test
    void readsEveryFieldOfACall() {
        Call call = call("""
                {"timestamp": "2024-11-17T20:15:00Z", "call_id": "c-1", "tenant": "acme", "user": "chris",
                 "session_id": "s-1", "provider": "anthropic", "model": "claude-3", "framework": "langchain4j",
                 "task_type": "chat", "status": "error", "input_tokens": 1000, "output_tokens": 500,
                 "total_tokens": 1500, "cache_read_tokens": 300, "cache_write_tokens": 100, "reasoning_tokens": 200,
                 "images": 2, "audio_seconds": "1.5", "processing_time_ms": 2500, "batch": true, "region": "eu",
                 "framework_events": [{"event": "ModelRequest", "duration_ms": 1200}], "metadata": {"feature": "crm"},
                 "estimated_cost_usd": "0.0105", "cost_breakdown": {"text": "0.0105"}, "charged_usd": "1",
                 "speed": null, "colour": "red"}
                """);

        assertThat(CallMapping.usage(call))
                .hasToString("Usage{input_uncached=600, input_cache_read=300, input_cache_write_unspecified=100,"
                        + " output_text=300, output_reasoning=200, audio_seconds=1.5, images=2}");
        assertThat(call.getCallId()).isEqualTo("c-1");
        assertThat(call.getIdentity()).isEqualTo(Identity.CALL_ID);
        assertThat(call.getEventTime()).isEqualTo(Instant.parse("2024-11-17T20:15:00Z"));
        assertThat(call.getOutcome()).isEqualTo(Outcome.ERROR);
        assertThat(call.getOperation()).isEqualTo("chat");
        assertThat(call.getServiceTier()).isEqualTo("batch");
        assertThat(call.getLatencyMicros()).isEqualTo(2_500_000);
        assertThat(call.getStatedCost()).isEqualByComparingTo("0.0105");
        assertThat(call.getMetadata()).containsOnly(entry("feature", "crm"), entry("colour", "red"));
        assertThat(call.getFrameworkEvents()).hasSize(1);
        assertThat(call.getUsageFlags()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'input_tokens':100,'cache_read_tokens':150 | Usage{input_cache_read=100} | usage_contradictory",
                "'output_tokens':10,'reasoning_tokens':20 | Usage{output_reasoning=10} | usage_contradictory",
                "'input_tokens':5,'output_tokens':5,'total_tokens':11 | Usage{input_uncached=5, output_text=5}"
                        + " | usage_contradictory",
                "'total_tokens':7 | Usage{input_uncached=7} | ''",
                "'total_tokens':7,'output_tokens':2 | Usage{input_uncached=5, output_text=2} | ''",
                "'usage':{'input_uncached':3,'pages':2},'input_tokens':9 | Usage{input_uncached=3, pages=2} | ''",
                "'unit_output_audio':'4','cost_audio':'1' | Usage{output_audio=4} | ''",
                "'input_tokens':'12' | Usage{input_uncached=12} | ''",
                "'input_tokens':12.0 | Usage{input_uncached=12} | ''",
                "'status':'timeout' | Usage{} | ''",
            })
    void makesUsageDisjoint(String fields, String usage, String flag) {
        Call call = call("{\"timestamp\":1,\"model\":\"m\"," + fields.replace('\'', '"') + "}");

        assertThat(CallMapping.usage(call)).hasToString(usage);
        assertThat(String.join(",", call.getUsageFlags())).isEqualTo(flag);
        assertThat(call.getMetadata()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'timestamp':1} | missing_field | model is missing",
                "{'model':' ','timestamp':1} | missing_field | model is missing",
                "{'model':'m'} | missing_field | timestamp is missing",
                "{'model':'m','timestamp':'soon'} | invalid_field | timestamp 'soon' is not",
                "{'model':'m','timestamp':1,'input_tokens':-5} | negative_quantity | input_tokens is -5",
                "{'model':'m','timestamp':1,'input_tokens':1.5} | invalid_field | a whole number is expected",
                "{'model':'m','timestamp':1,'input_tokens':'many'} | invalid_field | a number is expected",
                "{'model':'m','timestamp':1,'output_tokens':9e99} | invalid_field | too many digits",
                "{'model':'m','timestamp':1,'usage':{'output_text':-1}} | negative_quantity | usage.output_text is -1",
                "{'model':'m','timestamp':1,'audio_seconds':'1.0000000001'} | invalid_field | nine decimal places",
                "{'model':'m','timestamp':1,'status':'maybe'} | invalid_field | status is 'maybe'",
                "{'model':{},'timestamp':1} | invalid_field | text is expected",
                "{'model':'m','timestamp':1,'metadata':'x'} | invalid_field | JSON is expected",
                "[1] | malformed_row | not a JSON object",
                "{'model': | malformed_row | cannot be read",
            })
    void refusesWhatIsNoCall(String row, String reason, String message) {
        ReadRow read = read(RowParser.ofJson(), RowMapping.NONE, row.replace('\'', '"'));

        assertThat(read).isInstanceOfSatisfying(ReadRow.Rejected.class, rejected -> {
            assertThat(rejected.rejection().reason()).isEqualTo(reason);
            assertThat(rejected.rejection().message()).contains(message);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "'', gpt-4, openai, gpt-4",
        "'', openai/gpt-4, openai, gpt-4",
        "'', OpenAI:gpt-4, openai, gpt-4",
        "openai, openai/gpt-4, openai, gpt-4",
        "openrouter, openai/gpt-4, openrouter, openai/gpt-4",
        "'', llama3:8b, '', llama3:8b",
        "'', meta/llama3:8b, meta, llama3:8b",
        "'', unheard-of, '', unheard-of",
        "OpenAI, gpt-4, openai, gpt-4",
    })
    void tellsTheProviderFromTheModel(String provider, String model, String expectedProvider, String expectedModel) {
        assertThat(MODELS.read(provider, model)).isEqualTo(new Model(expectedProvider, expectedModel));
    }

    @Test
    void namesColumnsAndSetsValues() throws IOException {
        RowMapping mapping = new RowMapping(
                Map.of("timestamp", "TIMESTAMP", "input_tokens", "In"), Map.of("model", "gpt-4", "tenant", "acme"));

        ReadRow read =
                read(RowParser.ofCsv("TIMESTAMP, In ,note".getBytes(UTF_8)), mapping, "2023-11-16 18:15,374,\"a,b\"");

        assertThat(read).isInstanceOfSatisfying(ReadRow.Accepted.class, accepted -> {
            assertThat(accepted.call().getInputUncached()).isEqualTo(374);
            assertThat(accepted.call().getTenant()).isEqualTo("acme");
            assertThat(accepted.call().getProvider()).isEqualTo("openai");
            assertThat(accepted.call().getIdentity()).isEqualTo(Identity.TRANSACTION);
            assertThat(accepted.call().getMetadata()).containsOnly(entry("note", "a,b"));
        });
    }

    @Test
    void refusesARowWithTooFewValues() throws IOException {
        ReadRow read = read(RowParser.ofCsv("timestamp,model".getBytes(UTF_8)), RowMapping.NONE, "2023-11-16");

        assertThat(read).isInstanceOf(ReadRow.Rejected.class);
    }

    private static Call call(String json) {
        return ((ReadRow.Accepted) read(RowParser.ofJson(), RowMapping.NONE, json)).call();
    }

    private static ReadRow read(RowParser parser, RowMapping mapping, String row) {
        RawRow raw = new RawRow(row.getBytes(UTF_8), 1, 0, RawRow.Length.WHOLE);
        return new CallReader(parser, mapping, MODELS, ZoneOffset.UTC).read(raw);
    }
}
