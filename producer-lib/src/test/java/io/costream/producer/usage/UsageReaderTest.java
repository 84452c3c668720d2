package io.costream.producer.usage;

import static io.costream.producer.usage.UsageReading.CONTRADICTORY;
import static io.costream.producer.usage.UsageReading.HIDDEN_OUTPUT;
import static io.costream.producer.usage.UsageReading.INCOMPLETE_BODY;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageReaderTest {
    private static String units(UsageReading reading) {
        TreeMap<String, String> units = new TreeMap<>();
        reading.usage().forEach((unit, quantity) -> units.put(unit.name(), quantity.toPlainString()));
        return units.toString();
    }

    private static UsageReading read(String json) {
        return UsageReader.read(json.replace('\'', '"'));
    }

    private static UsageReading read(String json, ResponseHints hints) {
        return UsageReader.read(json.replace('\'', '"'), hints);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // OpenAI: parts are contained in their sums.
                "openai-chat | {prompt_tokens:100,completion_tokens:50,total_tokens:150,prompt_tokens_details:"
                        + "{cached_tokens:30,audio_tokens:20},completion_tokens_details:{reasoning_tokens:10,"
                        + "audio_tokens:5}} | {input_audio=20, input_cache_read=30, input_uncached=50,"
                        + " output_audio=5, output_reasoning=10, output_text=35}",
                "openai-responses | {input_tokens:100,output_tokens:9,total_tokens:109,input_tokens_details:"
                        + "{cached_tokens:0,cache_write_tokens:90,cache_write_tokens_details:{ttl_30m_tokens:60}}}"
                        + " | {input_cache_write_30m=60, input_cache_write_unspecified=30, input_uncached=10,"
                        + " output_text=9}",
                // The total shows that reasoning comes on top.
                "openai-chat | {prompt_tokens:32,completion_tokens:9,total_tokens:135,completion_tokens_details:"
                        + "{reasoning_tokens:94}} | {input_uncached=32, output_reasoning=94, output_text=9}",
                // Realtime tells which medium was cached.
                "openai-realtime | {input_tokens:139,output_tokens:61,total_tokens:200,input_token_details:"
                        + "{text_tokens:43,audio_tokens:96,cached_tokens:64,cached_tokens_details:{audio_tokens:64}},"
                        + "output_token_details:{audio_tokens:43}} | {input_audio=32, input_audio_cache_read=64,"
                        + " input_uncached=43, output_audio=43, output_text=18}",
                "openai-audio | {type:duration,seconds:3.5} | {audio_seconds=3.5}",
                "openai-embeddings | {total_tokens:7} | {input_uncached=7}",
                // Anthropic: the cache comes on top.
                "anthropic-messages | {input_tokens:4,output_tokens:290,cache_read_input_tokens:14714,"
                        + "cache_creation_input_tokens:379,cache_creation:{ephemeral_5m_input_tokens:300},"
                        + "output_tokens_details:{thinking_tokens:19},server_tool_use:{web_search_requests:2}}"
                        + " | {input_cache_read=14714, input_cache_write_5m=300, input_cache_write_unspecified=79,"
                        + " input_uncached=4, output_reasoning=19, output_text=271, web_searches=2}",
                // Gemini: thoughts and tool prompts come on top, the cache does not.
                "gemini | {promptTokenCount:100,cachedContentTokenCount:60,candidatesTokenCount:10,"
                        + "thoughtsTokenCount:5,toolUsePromptTokenCount:7,totalTokenCount:122,promptTokensDetails:"
                        + "[{modality:VIDEO,tokenCount:80}],cacheTokensDetails:[{modality:VIDEO,tokenCount:50}]}"
                        + " | {input_cache_read=10, input_tool=7, input_uncached=10, input_video=30,"
                        + " input_video_cache_read=50, output_reasoning=5, output_text=10}",
                "bedrock-converse | {inputTokens:64,outputTokens:4,totalTokens:2560,cacheReadInputTokens:0,"
                        + "cacheWriteInputTokens:2492,cacheDetails:[{ttl:1h,inputTokens:2000}]}"
                        + " | {input_cache_write_1h=2000, input_cache_write_unspecified=492, input_uncached=64,"
                        + " output_text=4}",
                "cohere | {billed_units:{input_tokens:13,output_tokens:61},tokens:{input_tokens:542}}"
                        + " | {input_uncached=13, output_text=61}",
                "xai-sdk | {prompt_tokens:648,completion_tokens:64,reasoning_tokens:8,total_tokens:720,"
                        + "prompt_text_tokens:392,prompt_image_tokens:256,cached_prompt_text_tokens:158,"
                        + "server_side_tools_used:[SERVER_SIDE_TOOL_X_SEARCH,SERVER_SIDE_TOOL_MCP]}"
                        + " | {input_cache_read=158, input_image=256, input_uncached=234, output_reasoning=8,"
                        + " output_text=64, tool_calls=1, web_searches=1}",
            })
    void makesDisjointUnitsOfEachDialect(String dialect, String usage, String expected) {
        String json = usage.replaceAll("([A-Za-z_][A-Za-z0-9_]*|1h|5m)(?=[,:}\\]])", "\"$1\"");

        UsageReading reading = UsageReader.read("{\"usage\":" + json + "}");

        assertThat(units(reading)).isEqualTo(expected);
        assertThat(reading.dialect().label()).isEqualTo(dialect);
        assertThat(reading.flags()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "{'error':{'message':'no such model','usage':{'prompt_tokens':3}}}",
                "{'input_tokens':671}",
                "{'status':'in_progress','usage':null}",
                "{'usage':{'prompt_tokens':0,'completion_tokens':0}}",
                "{'metadata':{'usage':{'prompt_tokens':12}}}",
            })
    void saysWhereThereIsNothingToBill(String body) {
        UsageReading reading = read(body);

        assertThat(reading.isBillable()).isFalse();
    }

    @Test
    void doesNotBillTheCountingOfTokens() {
        String body = "{'usage':{'input_tokens':5}}";

        UsageReading reading = read(body, ResponseHints.ofUrl("https://host/v1/messages/count_tokens"));

        assertThat(reading.isBillable()).isFalse();
    }

    @Test
    void billsOutputThatOnlyTheTotalShows() {
        UsageReading reading = read("{'usage':{'prompt_tokens':758,'completion_tokens':102,'total_tokens':1725}}");

        assertThat(units(reading)).isEqualTo("{input_uncached=758, output_reasoning=865, output_text=102}");
        assertThat(reading.flags()).containsExactly(HIDDEN_OUTPUT);
    }

    @Test
    void keepsImpossibleUsageWithoutNegativeCounts() {
        UsageReading reading = read("{'usage':{'prompt_tokens':10,'completion_tokens':5,'total_tokens':15,"
                + "'prompt_tokens_details':{'cached_tokens':20},'completion_tokens_details':{'reasoning_tokens':6}}}");

        assertThat(units(reading)).isEqualTo("{input_cache_read=10, output_reasoning=5}");
        assertThat(reading.flags()).containsExactly(CONTRADICTORY);
    }

    @Test
    void takesWhatCannotBeACountAsNothingAndSaysSo() {
        UsageReading reading = read("{'usage':{'prompt_tokens':-7,'completion_tokens':1e30}}");

        assertThat(reading.isBillable()).isFalse();
        assertThat(reading.flags()).containsExactly(CONTRADICTORY);
    }

    @Test
    void addsCompactionsThatTheSumsLeaveOut() {
        UsageReading reading = read("{'type':'message','usage':{'input_tokens':181,'output_tokens':8,'iterations':["
                + "{'type':'compaction','input_tokens':100,'output_tokens':83,'cache_read_input_tokens':500},"
                + "{'type':'message','input_tokens':181,'output_tokens':8}]}}");

        assertThat(units(reading)).isEqualTo("{input_cache_read=500, input_uncached=281, output_text=91}");
    }

    @Test
    void readsBedrockCountsFromTheHeadersWhereTheBodyHasNone() {
        ResponseHints hints = ResponseHints.ofUrl("https://host/model/cohere.embed-english-v3/invoke")
                .withHeaders(Map.of("X-Amzn-Bedrock-Input-Token-Count", "4"));

        UsageReading reading = read("{'embeddings':[[0.1]]}", hints);

        assertThat(units(reading)).isEqualTo("{input_uncached=4}");
        assertThat(reading.model()).hasValue("cohere.embed-english-v3");
    }

    @Test
    void readsOlderInterfacesThatCountBesideTheAnswer() {
        assertThat(units(read("{'prompt_eval_count':26,'eval_count':9,'done':true}")))
                .isEqualTo("{input_uncached=26, output_text=9}");
        assertThat(units(read("{'inputTextTokenCount':5,'results':[{'tokenCount':32}]}")))
                .isEqualTo("{input_uncached=5, output_text=32}");
        assertThat(units(read("{'generation':'','prompt_token_count':3,'generation_token_count':4}")))
                .isEqualTo("{input_uncached=3, output_text=4}");
        assertThat(units(read("{'task':'transcribe','duration':8.47}"))).isEqualTo("{audio_seconds=8.47}");
        assertThat(units(read("{'data':[{},{}]}", ResponseHints.ofUrl("/v1/images/generations"))))
                .isEqualTo("{images=2}");
    }

    @Test
    void tellsTierSpeedRegionModelAndStatedCost() {
        UsageReading openRouter = read("{'model':'m','service_tier':'flex','usage':{'prompt_tokens':1,'cost':4e-05}}");
        UsageReading xai = read("{'usage':{'prompt_text_tokens':1,'cost_in_usd_ticks':'77397500'}}");
        UsageReading anthropic =
                read("{'usage':{'input_tokens':1,'service_tier':'batch','speed':'fast','inference_geo':'us'}}");
        UsageReading vertex = read("{'usageMetadata':{'promptTokenCount':1,'trafficType':'ON_DEMAND_FLEX'}}");

        assertThat(openRouter.model()).hasValue("m");
        assertThat(openRouter.serviceTier()).hasValue("flex");
        assertThat(openRouter.statedCost().orElseThrow()).isEqualByComparingTo("0.00004");
        assertThat(xai.statedCost().orElseThrow()).isEqualByComparingTo("0.00773975");
        assertThat(anthropic.serviceTier()).hasValue("batch");
        assertThat(anthropic.speed()).hasValue("fast");
        assertThat(anthropic.region()).hasValue("us");
        assertThat(vertex.serviceTier()).hasValue("flex");
    }

    @Test
    void keepsWhatCameBeforeTheBodyBroke() {
        UsageReading reading = read("{'usage':{'prompt_tokens':3,'completion_tokens':4},'choices':[{'index");

        assertThat(units(reading)).isEqualTo("{input_uncached=3, output_text=4}");
        assertThat(reading.flags()).containsExactly(INCOMPLETE_BODY);
    }
}
