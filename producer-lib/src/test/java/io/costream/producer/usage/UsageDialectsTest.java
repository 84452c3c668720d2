package io.costream.producer.usage;

import static io.costream.producer.usage.UsageReading.CONTRADICTORY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One case for each thing that is known of how a provider counts. */
class UsageDialectsTest {
    private static UsageReading read(String json, String url) {
        return UsageReader.read(json.replace('\'', '"'), ResponseHints.ofUrl(url));
    }

    private static String units(UsageReading reading) {
        TreeMap<String, String> units = new TreeMap<>();
        reading.usage().forEach((unit, quantity) -> units.put(unit.name(), quantity.toPlainString()));
        return units.toString();
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                arguments(
                        "OpenAI: cached and written tokens are contained in the prompt",
                        "",
                        "{'usage':{'prompt_tokens':18014,'completion_tokens':1,'total_tokens':18015,"
                                + "'prompt_tokens_details':{'cached_tokens':0,'cache_write_tokens':18011}}}",
                        "{input_cache_write_unspecified=18011, input_uncached=3, output_text=1}"),
                arguments(
                        "OpenAI: rejected predictions are contained in the completion and billed",
                        "",
                        "{'usage':{'prompt_tokens':1,'completion_tokens':40,'total_tokens':41,"
                                + "'completion_tokens_details':{'accepted_prediction_tokens':5,"
                                + "'rejected_prediction_tokens':9,'reasoning_tokens':0}}}",
                        "{input_uncached=1, output_text=40}"),
                arguments(
                        "OpenAI: a write to the cache is split by its time to live",
                        "",
                        "{'usage':{'input_tokens':100,'output_tokens':2,'total_tokens':102,'input_tokens_details':"
                                + "{'cached_tokens':10,'cache_write_tokens':80,'cache_write_tokens_details':"
                                + "{'ttl_30m_tokens':50,'ttl_12h_tokens':30}}}}",
                        "{input_cache_read=10, input_cache_write_12h=30, input_cache_write_30m=50,"
                                + " input_uncached=10, output_text=2}"),
                arguments(
                        "OpenAI: images have text and image input, and image output",
                        "https://api.openai.com/v1/images/generations",
                        "{'data':[{'b64_json':'AAAA'}],'usage':{'input_tokens':50,'output_tokens':4160,"
                                + "'total_tokens':4210,'input_tokens_details':{'text_tokens':10,'image_tokens':40}}}",
                        "{input_image=40, input_uncached=10, output_image=4160}"),
                arguments(
                        "OpenAI: a transcription counts tokens or seconds",
                        "https://api.openai.com/v1/audio/transcriptions",
                        "{'text':'','usage':{'type':'tokens','input_tokens':14,'output_tokens':45,'total_tokens':59,"
                                + "'input_token_details':{'text_tokens':4,'audio_tokens':10}}}",
                        "{input_audio=10, input_uncached=4, output_text=45}"),
                arguments(
                        "Anthropic: the split of a write is not on top of it",
                        "",
                        "{'type':'message','usage':{'input_tokens':3,'cache_creation_input_tokens':30,"
                                + "'cache_read_input_tokens':7,'cache_creation':{'ephemeral_5m_input_tokens':10,"
                                + "'ephemeral_1h_input_tokens':20},'output_tokens':5,'server_tool_use':"
                                + "{'web_search_requests':1,'web_fetch_requests':4}}}",
                        "{input_cache_read=7, input_cache_write_1h=20, input_cache_write_5m=10, input_uncached=3,"
                                + " output_text=5, web_searches=1}"),
                arguments(
                        "Anthropic: iterations are not added to sums that contain them",
                        "",
                        "{'type':'message','usage':{'input_tokens':30,'output_tokens':12,'iterations':["
                                + "{'type':'message','input_tokens':10,'output_tokens':5},"
                                + "{'type':'message','input_tokens':20,'output_tokens':7}]}}",
                        "{input_uncached=30, output_text=12}"),
                arguments(
                        "Gemini: thoughts and tool prompts come on top, cached tokens do not",
                        "",
                        "{'usageMetadata':{'promptTokenCount':100,'cachedContentTokenCount':60,"
                                + "'candidatesTokenCount':10,'thoughtsTokenCount':5,'toolUsePromptTokenCount':7,"
                                + "'totalTokenCount':122}}",
                        "{input_cache_read=60, input_tool=7, input_uncached=40, output_reasoning=5, output_text=10}"),
                arguments(
                        "Gemini: audio and image output are part of the candidates",
                        "",
                        "{'usageMetadata':{'promptTokenCount':1,'candidatesTokenCount':1300,'totalTokenCount':1301,"
                                + "'candidatesTokensDetails':[{'modality':'IMAGE','tokenCount':1290}]}}",
                        "{input_uncached=1, output_image=1290, output_text=10}"),
                arguments(
                        "Gemini: interactions have other names for the same",
                        "",
                        "{'usage':{'total_input_tokens':7,'total_output_tokens':20,'total_thought_tokens':22,"
                                + "'total_tokens':49,'total_cached_tokens':0,'input_tokens_by_modality':"
                                + "[{'modality':'text','tokens':5},{'modality':'image','tokens':2}]}}",
                        "{input_image=2, input_uncached=5, output_reasoning=22, output_text=20}"),
                arguments(
                        "Bedrock: caches come on top",
                        "",
                        "{'usage':{'inputTokens':10,'outputTokens':5,'totalTokens':65,'cacheReadInputTokens':20,"
                                + "'cacheWriteInputTokens':30,'cacheDetails':[{'ttl':'5m','inputTokens':30}]}}",
                        "{input_cache_read=20, input_cache_write_5m=30, input_uncached=10, output_text=5}"),
                arguments(
                        "Mistral: audio seconds come on top, cached tokens have three names",
                        "",
                        "{'usage':{'prompt_tokens':9,'completion_tokens':4,'total_tokens':13,"
                                + "'prompt_token_details':{'cached_tokens':3},'prompt_audio_seconds':12}}",
                        "{audio_seconds=12, input_cache_read=3, input_uncached=6, output_text=4}"),
                arguments(
                        "Mistral: what connectors of an agent read comes on top",
                        "",
                        "{'usage':{'prompt_tokens':9,'completion_tokens':4,'total_tokens':113,"
                                + "'connector_tokens':100,'connectors':{'web_search':2}}}",
                        "{input_tool=100, input_uncached=9, output_text=4, web_searches=2}"),
                arguments(
                        "DeepSeek: hits and misses make up the prompt",
                        "",
                        "{'usage':{'prompt_tokens':100,'completion_tokens':4,'total_tokens':104,"
                                + "'prompt_cache_hit_tokens':64,'prompt_cache_miss_tokens':36}}",
                        "{input_cache_read=64, input_uncached=36, output_text=4}"),
                arguments(
                        "xAI: reasoning comes on top of a completion",
                        "https://api.x.ai/v1/chat/completions",
                        "{'usage':{'prompt_tokens':279,'completion_tokens':6,'total_tokens':374,"
                                + "'completion_tokens_details':{'reasoning_tokens':89},'num_sources_used':3}}",
                        "{input_uncached=279, output_reasoning=89, output_text=6, web_search_sources=3}"),
                arguments(
                        "OpenRouter: everything is contained, searches are told",
                        "",
                        "{'usage':{'prompt_tokens':2315,'completion_tokens':40,'total_tokens':2355,'cost':0.0076,"
                                + "'prompt_tokens_details':{'cached_tokens':15,'cache_write_tokens':300},"
                                + "'server_tool_use_details':{'web_search_requests':1}}}",
                        "{input_cache_read=15, input_cache_write_unspecified=300, input_uncached=2000,"
                                + " output_text=40, web_searches=1}"),
                arguments(
                        "Perplexity: reasoning and citations come on top, and the total leaves them out",
                        "https://api.perplexity.ai/chat/completions",
                        "{'usage':{'prompt_tokens':33,'completion_tokens':7163,'total_tokens':7196,"
                                + "'citation_tokens':20016,'num_search_queries':18,'reasoning_tokens':73997}}",
                        "{input_uncached=33, output_citation_tokens=20016, output_reasoning=73997,"
                                + " output_text=7163, search_queries=18}"),
                arguments(
                        "Alibaba: writes to the cache are told among the details",
                        "",
                        "{'usage':{'prompt_tokens':100,'completion_tokens':4,'total_tokens':104,"
                                + "'prompt_tokens_details':{'cached_tokens':20,'cache_creation_input_tokens':50,"
                                + "'cache_creation':{'ephemeral_5m_input_tokens':50}}}}",
                        "{input_cache_read=20, input_cache_write_5m=50, input_uncached=30, output_text=4}"),
                arguments(
                        "Ollama: the cached part is contained in the prompt, which an older one leaves out",
                        "",
                        "{'prompt_eval_count':26,'prompt_eval_cached_count':20,'eval_count':9,'done':true}",
                        "{input_cache_read=20, input_uncached=6, output_text=9}"),
                arguments(
                        "Bedrock: Titan and Stability count images, Imagen too",
                        "https://bedrock-runtime.us-east-1.amazonaws.com/model/amazon.titan-image-generator-v2/invoke",
                        "{'images':['AAAA','BBBB']}",
                        "{images=2}"),
                arguments(
                        "Vertex: Imagen has as many images as predictions",
                        "https://host/v1/models/imagen-4.0-generate-001:predict",
                        "{'predictions':[{'bytesBase64Encoded':'AAAA'}]}",
                        "{images=1}"),
                arguments(
                        "Bedrock: an envelope around another provider's event",
                        "",
                        // {"type":"message_start","message":{"usage":{"input_tokens":3,"output_tokens":1}}}, and the
                        // end
                        "[{'chunk':{'bytes':'eyJ0eXBlIjoibWVzc2FnZV9zdGFydCIsIm1lc3NhZ2UiOnsidXNhZ2UiOnsiaW5wdXRfdG9rZW5z"
                                + "IjozLCJvdXRwdXRfdG9rZW5zIjoxfX19'}},{'chunk':{'bytes':'eyJ0eXBlIjoibWVzc2FnZV9kZWx0"
                                + "YSIsInVzYWdlIjp7Im91dHB1dF90b2tlbnMiOjl9fQ=='}}]",
                        "{input_uncached=3, output_text=9}"),
                arguments(
                        "Gemini Live: each turn is billed by itself",
                        "",
                        "[{'serverContent':{'turnComplete':true},'usageMetadata':{'promptTokenCount':10,"
                                + "'responseTokenCount':2,'totalTokenCount':12}},"
                                + "{'serverContent':{'turnComplete':true},'usageMetadata':{'promptTokenCount':15,"
                                + "'responseTokenCount':3,'totalTokenCount':18}}]",
                        "{input_uncached=25, output_text=5}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void countsAsTheProviderDoes(String why, String url, String body, String expected) {
        UsageReading reading = read(body, url);

        assertThat(units(reading)).as(why).isEqualTo(expected);
        assertThat(reading.flags()).doesNotContain(CONTRADICTORY);
    }

    @Test
    void takesTheLinesOfABatchAsCallsOfTheirOwnAtTheBatchRate() {
        String openai = "{'custom_id':'a','response':{'status_code':200,'body':{'model':'gpt-4o','service_tier':"
                + "'default','usage':{'prompt_tokens':5,'completion_tokens':2,'total_tokens':7}}}}\n";
        String anthropic = "{'custom_id':'b','result':{'type':'succeeded','message':{'usage':{'input_tokens':3,"
                + "'output_tokens':1,'service_tier':'batch'}}}}";

        UsageReading one = read(openai, "");
        UsageReading both = read(openai + openai, "");
        UsageReading other = read(anthropic, "");

        assertThat(one.serviceTier()).hasValue("batch");
        assertThat(one.model()).hasValue("gpt-4o");
        assertThat(units(both)).isEqualTo("{input_uncached=10, output_text=4}");
        assertThat(units(other)).isEqualTo("{input_uncached=3, output_text=1}");
        assertThat(other.serviceTier()).hasValue("batch");
    }

    @Test
    void readsPastTheBytesOfAnImage() {
        String body = "{'data':[{'b64_json':'" + "A".repeat(3_000_000) + "'}],'usage':{'input_tokens':5,"
                + "'output_tokens':7,'total_tokens':12}}";

        UsageReading reading = read(body, "https://api.openai.com/v1/images/generations");

        assertThat(units(reading)).isEqualTo("{input_uncached=5, output_image=7}");
        assertThat(reading.flags()).isEmpty();
    }
}
