package io.costream.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Schemas by id on disk, so that a restart reads what it has read before while the registry is away. Ids mean something
 * to one registry only: each has a folder of its own below the given one. A file that cannot be read or written is as
 * good as none. Safe for use by many threads and processes.
 */
final class SchemaFolder {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaFolder.class);

    private final Path folder;

    SchemaFolder(Path parent, List<String> registryUrls) {
        this.folder = parent.resolve(
                HexFormat.of().toHexDigits(String.join(",", registryUrls).hashCode()));
    }

    Optional<Schema> read(int id) {
        try {
            Path file = file(id);
            return Files.exists(file)
                    ? Optional.of(new Schema.Parser().parse(Files.readString(file)))
                    : Optional.empty();
        } catch (IOException | AvroRuntimeException e) {
            LOG.atWarn().addKeyValue("id", id).setCause(e).log("Cached schema cannot be read");
            return Optional.empty();
        }
    }

    void write(int id, Schema schema) {
        try {
            Files.createDirectories(folder);
            Path draft = Files.createTempFile(folder, "schema", ".draft");
            Files.write(draft, schema.toString().getBytes(UTF_8));
            Files.move(draft, file(id), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("id", id).setCause(e).log("Schema cannot be cached on disk");
        }
    }

    private Path file(int id) {
        return folder.resolve(id + ".avsc");
    }
}
