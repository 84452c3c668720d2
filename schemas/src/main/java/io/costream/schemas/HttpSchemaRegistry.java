package io.costream.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A client of the registry API that Confluent's registry made common, and that Apicurio, Karapace and Redpanda speak
 * too. An id and its schema are asked for once; failures are not remembered. Blocks for at most the configured
 * timeouts per address. Safe for use by many threads.
 */
public final class HttpSchemaRegistry implements SchemaRegistry {
    private final RegistryHttp http;
    private final @Nullable SchemaFolder folder;
    private final Map<SubjectSchema, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

    private HttpSchemaRegistry(RegistryConfig config, @Nullable SchemaFolder folder) {
        this.http = new RegistryHttp(config);
        this.folder = folder;
    }

    /** A client with the keys of {@link RegistryConfig}. */
    public static HttpSchemaRegistry of(Map<String, ?> keys) {
        RegistryConfig config = new RegistryConfig(keys);
        String cache = config.getString(RegistryConfig.CACHE_FOLDER);
        return cache.isBlank() ? new HttpSchemaRegistry(config, null) : of(keys, Path.of(cache));
    }

    /** A client that also keeps the schemas and ids it has been told in a folder, for starts without the registry. */
    public static HttpSchemaRegistry of(Map<String, ?> keys, Path cacheFolder) {
        RegistryConfig config = new RegistryConfig(keys);
        return new HttpSchemaRegistry(config, new SchemaFolder(cacheFolder, config.urls()));
    }

    @Override
    public int register(String subject, Schema schema) {
        return cachedId(subject, schema, "/subjects/" + encoded(subject) + "/versions");
    }

    @Override
    public int find(String subject, Schema schema) {
        return cachedId(subject, schema, "/subjects/" + encoded(subject));
    }

    private int cachedId(String subject, Schema schema, String path) {
        SubjectSchema key = new SubjectSchema(subject, schema);
        Integer known = ids.get(key);
        if (known != null) {
            return known;
        }
        String text = PortableSchema.of(schema).toString();
        int id = id(subject, text, path);
        ids.put(key, id);
        return id;
    }

    /** What the registry answers; while it is away, what it answered before. */
    private int id(String subject, String text, String path) {
        JsonNode body = JsonNodeFactory.instance.objectNode().put("schema", text);
        try {
            int id = required(http.post(path, body), "id").asInt();
            if (folder != null) {
                folder.writeId(subject, text, id);
            }
            return id;
        } catch (RegistryUnavailableException away) {
            OptionalInt before = folder == null ? OptionalInt.empty() : folder.readId(subject, text);
            return before.orElseThrow(() -> away);
        }
    }

    @Override
    public Registered latest(String subject) {
        JsonNode answer = http.get("/subjects/" + encoded(subject) + "/versions/latest");
        return new Registered(required(answer, "id").asInt(), parsed(answer));
    }

    @Override
    public Schema byId(int id) {
        Schema known = schemas.get(id);
        if (known != null) {
            return known;
        }
        Schema schema = read(id);
        schemas.put(id, schema);
        return schema;
    }

    private Schema read(int id) {
        if (folder == null) {
            return parsed(http.get("/schemas/ids/" + id));
        }
        return folder.read(id).orElseGet(() -> {
            Schema schema = parsed(http.get("/schemas/ids/" + id));
            folder.write(id, schema);
            return schema;
        });
    }

    private static Schema parsed(JsonNode answer) {
        String type = answer.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw new RegistryRefusedException(422, "the schema is of type " + type + ", but AVRO is needed");
        }
        try {
            return new Schema.Parser().parse(required(answer, "schema").asText());
        } catch (AvroRuntimeException e) {
            throw new RegistryRefusedException(422, "the registry holds no valid schema: " + e.getMessage());
        }
    }

    private static JsonNode required(JsonNode answer, String field) {
        JsonNode value = answer.path(field);
        if (value.isValueNode()) {
            return value;
        }
        throw new RegistryUnavailableException("the schema registry's answer has no " + field + ": " + answer);
    }

    private static String encoded(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private record SubjectSchema(String subject, Schema schema) {}
}
