package io.costream.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Schemas by id, and ids by schema, on disk, so that a restart knows what it has been told before while the registry is
 * away. Ids mean something to one registry only: each has a folder of its own below the given one. A file that cannot be
 * read or written is as good as none. Safe for use by many threads and processes.
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
        write(file(id), schema.toString());
    }

    /** The id that the registry gave this schema under this subject. */
    OptionalInt readId(String subject, String schema) {
        try {
            Path file = file(subject, schema);
            return Files.exists(file)
                    ? OptionalInt.of(Integer.parseInt(Files.readString(file).strip()))
                    : OptionalInt.empty();
        } catch (IOException | NumberFormatException e) {
            LOG.atWarn().addKeyValue("subject", subject).setCause(e).log("Cached schema id cannot be read");
            return OptionalInt.empty();
        }
    }

    void writeId(String subject, String schema, int id) {
        write(file(subject, schema), Integer.toString(id));
    }

    private void write(Path file, String text) {
        try {
            Files.createDirectories(folder);
            Path draft = Files.createTempFile(folder, "schema", ".draft");
            Files.write(draft, text.getBytes(UTF_8));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("file", file).setCause(e).log("What the registry said cannot be cached on disk");
        }
    }

    private Path file(int id) {
        return folder.resolve(id + ".avsc");
    }

    private Path file(String subject, String schema) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest((subject + '\n' + schema).getBytes(UTF_8));
            return folder.resolve(HexFormat.of().formatHex(digest) + ".id");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
