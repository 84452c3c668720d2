package io.costream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costream.avro.Call;
import java.nio.file.Path;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSchemaRegistryTest {
    private static final Schema STRING = Schema.create(Schema.Type.STRING);

    private final StubRegistry server = new StubRegistry();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void registersTheTextThatPeersRegister() {
        server.answers(200, "{\"id\":7}");

        int id = server.client().register("costream.calls-value", Call.getClassSchema());

        assertThat(id).isEqualTo(7);
        StubRegistry.Request request = server.requests().get(0);
        assertThat(request.path()).isEqualTo("/subjects/costream.calls-value/versions");
        assertThat(request.body()).startsWith("{\"schema\":\"{").doesNotContain("avro.java.string");
    }

    @Test
    void asksForAnIdOnce() {
        server.answers(200, "{\"id\":7}");
        HttpSchemaRegistry client = server.client();

        client.register("s", STRING);
        client.register("s", STRING);

        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void asksForASchemaOnce() {
        server.answers(200, "{\"schema\":\"\\\"string\\\"\"}");
        HttpSchemaRegistry client = server.client();

        client.byId(7);
        Schema schema = client.byId(7);

        assertThat(schema).isEqualTo(STRING);
        assertThat(server.requests()).singleElement().extracting("path").isEqualTo("/schemas/ids/7");
    }

    @Test
    void readsTheLatestOfASubjectWhoseNameHasASlash() {
        server.answers(200, "{\"id\":3,\"version\":2,\"schema\":\"\\\"string\\\"\"}");

        SchemaRegistry.Registered latest = server.client().latest("a/b c");

        assertThat(latest).isEqualTo(new SchemaRegistry.Registered(3, STRING));
        assertThat(server.requests().get(0).path()).isEqualTo("/subjects/a%2Fb%20c/versions/latest");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 422})
    void refusalIsPermanent(int status) {
        server.answers(status, "{\"error_code\":" + status + "01,\"message\":\"no\"}");

        assertThatThrownBy(() -> server.client().byId(1))
                .isInstanceOfSatisfying(
                        RegistryRefusedException.class,
                        e -> assertThat(e.errorCode()).isEqualTo(status * 100 + 1))
                .hasMessageContaining("no");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503})
    void overloadAndFailureAreWorthAnotherAttempt(int status) {
        server.answers(status, "<html>later</html>");

        assertThatThrownBy(() -> server.client().byId(1)).isInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void silenceIsWorthAnotherAttempt() {
        HttpSchemaRegistry client = server.client();
        server.close();

        assertThatThrownBy(() -> client.byId(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining(server.url());
    }

    @Test
    void failuresAreNotRemembered() {
        HttpSchemaRegistry client = server.client();
        server.answers(404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");
        assertThatThrownBy(() -> client.byId(1))
                .isInstanceOfSatisfying(
                        RegistryRefusedException.class,
                        e -> assertThat(e.isNotFound()).isTrue());

        server.answers(200, "{\"schema\":\"\\\"string\\\"\"}");

        assertThat(client.byId(1)).isEqualTo(STRING);
    }

    @Test
    void asksTheNextAddressWhenOneIsSilent() {
        StubRegistry gone = new StubRegistry();
        gone.close();
        server.answers(200, "{\"id\":7}");
        HttpSchemaRegistry client = HttpSchemaRegistry.of(Map.of(RegistryConfig.URL, gone.url() + "," + server.url()));

        int id = client.register("s", STRING);

        assertThat(id).isEqualTo(7);
    }

    @Test
    void sendsUserAndPassword() {
        server.answers(200, "{\"id\":7}");
        HttpSchemaRegistry client = HttpSchemaRegistry.of(Map.of(
                RegistryConfig.URL, server.url(),
                RegistryConfig.CREDENTIALS_SOURCE, "USER_INFO",
                RegistryConfig.USER_INFO, "user:secret"));

        client.register("s", STRING);

        assertThat(server.requests().get(0).authorization()).isEqualTo("Basic dXNlcjpzZWNyZXQ=");
    }

    @Test
    void neverTellsThePasswordOfAnAddress() {
        server.close();
        String withPassword = server.url().replace("http://", "http://user:secret@");
        HttpSchemaRegistry client = HttpSchemaRegistry.of(Map.of(RegistryConfig.URL, withPassword));

        assertThatThrownBy(() -> client.byId(1)).message().doesNotContain("secret");
    }

    @Test
    void readsSchemasFromDiskWhileTheRegistryIsAway(@TempDir Path folder) {
        Map<String, String> keys = Map.of(RegistryConfig.URL, server.url());
        server.answers(200, "{\"schema\":\"\\\"string\\\"\"}");
        HttpSchemaRegistry.of(keys, folder).byId(7);
        server.close();

        Schema schema = HttpSchemaRegistry.of(keys, folder).byId(7);

        assertThat(schema).isEqualTo(STRING);
    }

    @Test
    void refusesAnAddressWithoutScheme() {
        assertThatThrownBy(() -> HttpSchemaRegistry.of(Map.of(RegistryConfig.URL, "localhost:8081")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("localhost:8081");
    }

    @Test
    void knowsAnIdFromDiskWhileTheRegistryIsAway(@TempDir Path folder) {
        server.answers(200, "{\"id\":7}");
        HttpSchemaRegistry.of(keys(folder)).register("s", STRING);
        server.answers(503, "{}");

        int id = HttpSchemaRegistry.of(keys(folder)).register("s", STRING);

        assertThat(id).isEqualTo(7);
        assertThatThrownBy(() -> HttpSchemaRegistry.of(keys(folder)).register("another", STRING))
                .isInstanceOf(RegistryUnavailableException.class);
    }

    private Map<String, String> keys(Path folder) {
        return Map.of("schema.registry.url", server.url(), "schema.cache.dir", folder.toString());
    }
}
