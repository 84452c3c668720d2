package io.costream.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costream.avro.Call;
import io.costream.cli.registry.RegistryServer;
import io.costream.schemas.HttpSchemaRegistry;
import io.costream.schemas.RegistryConfig;
import io.costream.schemas.RegistryRefusedException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RegistryServerIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String ONE =
            "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"R\\\",\\\"fields\\\":"
                    + "[{\\\"name\\\":\\\"a\\\",\\\"type\\\":\\\"string\\\"}]}\"}";
    private static final String INCOMPATIBLE =
            "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"R\\\",\\\"fields\\\":"
                    + "[{\\\"name\\\":\\\"b\\\",\\\"type\\\":\\\"string\\\"}]}\"}";
    private static final String OPTIONAL =
            "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"R\\\",\\\"fields\\\":"
                    + "[{\\\"name\\\":\\\"a\\\",\\\"type\\\":\\\"string\\\"},"
                    + "{\\\"name\\\":\\\"b\\\",\\\"type\\\":\\\"string\\\",\\\"default\\\":\\\"\\\"}]}\"}";

    @TempDir
    private static Path folder;

    private static TestKafka broker;
    private static RegistryServer server;

    private String subject = "";

    @BeforeAll
    static void start() {
        broker = TestKafka.start(folder);
        server = RegistryServer.start(broker.bootstrapServers(), 0);
    }

    @AfterAll
    static void stop() {
        server.close();
        broker.close();
    }

    @BeforeEach
    void nameSubject(TestInfo test) {
        subject = test.getTestMethod().orElseThrow().getName();
    }

    private record Answer(int status, String body) {}

    private static Answer ask(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = HTTP.send(
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/vnd.schemaregistry.v1+json");
        return new Answer(response.statusCode(), response.body());
    }

    private static Answer get(String path) throws IOException, InterruptedException {
        return ask("GET", path, "");
    }

    private Answer register(String schema) throws IOException, InterruptedException {
        return ask("POST", "/subjects/" + subject + "/versions", schema);
    }

    private static HttpSchemaRegistry client(RegistryServer of) {
        return HttpSchemaRegistry.of(Map.of(RegistryConfig.URL, of.url()));
    }

    @Test
    void answersWhatWasRegistered() throws Exception {
        int id = client(server).register(subject, Call.getClassSchema());

        Schema schema = client(server).byId(id);
        assertThat(schema.getFullName()).isEqualTo("io.costream.avro.Call");
        assertThat(client(server).find(subject, Call.getClassSchema())).isEqualTo(id);
        assertThat(client(server).latest(subject).id()).isEqualTo(id);
        assertThat(get("/subjects/" + subject + "/versions")).isEqualTo(new Answer(200, "[1]"));
        assertThat(get("/subjects").body()).contains("\"" + subject + "\"");
    }

    @Test
    void sameSchemaHasOneIdUnderEverySubject() throws Exception {
        Answer first = ask("POST", "/subjects/" + subject + "-1/versions", ONE);

        Answer second = ask("POST", "/subjects/" + subject + "-2/versions", ONE);

        assertThat(second).isEqualTo(first);
        int id = Integer.parseInt(first.body().replaceAll("\\D", ""));
        assertThat(get("/schemas/ids/" + id + "/versions").body())
                .contains("{\"subject\":\"" + subject + "-1\",\"version\":1}")
                .contains("{\"subject\":\"" + subject + "-2\",\"version\":1}");
    }

    @Test
    void registeringAgainIsTheSameVersion() throws Exception {
        register(ONE);

        register(ONE.replace(":", " : "));

        assertThat(get("/subjects/" + subject + "/versions").body()).isEqualTo("[1]");
    }

    @Test
    void refusesASchemaThatCannotReadWhatIsThere() throws Exception {
        register(ONE);

        Answer answer = register(INCOMPATIBLE);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains("\"error_code\":409").contains("READER_FIELD_MISSING_DEFAULT_VALUE");
    }

    @Test
    void refusesADecimalOfAnotherScale() {
        client(server).register(subject, decimal(9));

        assertThatThrownBy(() -> client(server).register(subject, decimal(12)))
                .isInstanceOfSatisfying(
                        RegistryRefusedException.class,
                        e -> assertThat(e.errorCode()).isEqualTo(409))
                .hasMessageContaining("DECIMAL_SCALE at /amount");
    }

    private static Schema decimal(int scale) {
        Schema decimal = LogicalTypes.decimal(38, scale).addToSchema(Schema.create(Schema.Type.BYTES));
        return SchemaBuilder.record("Money")
                .fields()
                .name("amount")
                .type(decimal)
                .noDefault()
                .endRecord();
    }

    @Test
    void acceptsAnythingWhereNoCompatibilityIsAsked() throws Exception {
        register(ONE);
        Answer level = ask("PUT", "/config/" + subject, "{\"compatibility\":\"NONE\"}");

        Answer answer = register(INCOMPATIBLE);

        assertThat(level).isEqualTo(new Answer(200, "{\"compatibility\":\"NONE\"}"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(get("/config/" + subject).body()).isEqualTo("{\"compatibilityLevel\":\"NONE\"}");
        assertThat(get("/config").body()).isEqualTo("{\"compatibilityLevel\":\"BACKWARD\"}");
    }

    @Test
    void saysWhetherACandidateWouldBeAccepted() throws Exception {
        register(ONE);
        String path = "/compatibility/subjects/" + subject + "/versions/latest";

        assertThat(ask("POST", path, OPTIONAL).body()).isEqualTo("{\"is_compatible\":true}");
        assertThat(ask("POST", path, INCOMPATIBLE).body()).isEqualTo("{\"is_compatible\":false}");
        assertThat(ask("POST", path + "?verbose=true", INCOMPATIBLE).body()).contains("\"messages\":[\"new schema");
    }

    @Test
    void deletedVersionIsGoneButItsIdStaysReadable() throws Exception {
        int id = Integer.parseInt(register(ONE).body().replaceAll("\\D", ""));

        Answer deleted = ask("DELETE", "/subjects/" + subject + "/versions/1", "");

        assertThat(deleted).isEqualTo(new Answer(200, "1"));
        assertThat(get("/subjects/" + subject + "/versions").body()).contains("40401");
        assertThat(get("/schemas/ids/" + id).status()).isEqualTo(200);
        assertThat(register(ONE).body()).isEqualTo("{\"id\":" + id + "}");
        assertThat(get("/subjects/" + subject + "/versions").body()).isEqualTo("[2]");
    }

    @Test
    void errorsHaveTheCodesThatClientsKnow() throws Exception {
        register(ONE);

        assertThat(get("/subjects/missing/versions").body()).contains("\"error_code\":40401");
        assertThat(get("/subjects/" + subject + "/versions/7").body()).contains("\"error_code\":40402");
        assertThat(get("/subjects/" + subject + "/versions/x").body()).contains("\"error_code\":42202");
        assertThat(get("/schemas/ids/999999").body()).contains("\"error_code\":40403");
        assertThat(ask("POST", "/subjects/" + subject, INCOMPATIBLE).body()).contains("\"error_code\":40403");
        assertThat(register("{\"schema\":\"{nonsense\"}").body()).contains("\"error_code\":42201");
        assertThat(register("nonsense").status()).isEqualTo(400);
        assertThat(ask("PUT", "/config", "{\"compatibility\":\"SOME\"}").body()).contains("\"error_code\":42203");
        assertThat(get("/nowhere").status()).isEqualTo(404);
        assertThat(ask("PUT", "/subjects", "{}").status()).isEqualTo(405);
    }

    @Test
    void idsOutliveTheServer() {
        int id = client(server).register(subject, Call.getClassSchema());

        try (RegistryServer again = RegistryServer.start(broker.bootstrapServers(), 0)) {
            assertThat(client(again).byId(id)).isEqualTo(client(server).byId(id));
            assertThat(client(again).register(subject, Call.getClassSchema())).isEqualTo(id);
        }
    }

    @Test
    void twoServersOfOneTopicNeverGiveOneIdTwice() throws Exception {
        Set<Integer> ids = new ConcurrentSkipListSet<>();
        try (RegistryServer second = RegistryServer.start(broker.bootstrapServers(), 0)) {
            CompletableFuture.allOf(
                            CompletableFuture.runAsync(() -> registerFive("A", server, ids)),
                            CompletableFuture.runAsync(() -> registerFive("B", second, ids)))
                    .get(2, TimeUnit.MINUTES);
        }

        assertThat(ids).hasSize(10);
    }

    private void registerFive(String prefix, RegistryServer to, Set<Integer> ids) {
        for (int i = 0; i < 5; i++) {
            String name = prefix + i;
            ids.add(client(to)
                    .register(
                            subject + name, SchemaBuilder.record(name).fields().endRecord()));
        }
    }
}
