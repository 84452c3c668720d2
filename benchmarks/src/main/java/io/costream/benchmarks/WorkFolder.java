package io.costream.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.utils.Utils;

/**
 * Where a measurement keeps what it makes on the way, gigabytes often: empty at the start, deleted at the end.
 *
 * @param path the folder
 */
record WorkFolder(Path path) implements AutoCloseable {
    static WorkFolder in(Path output, String name) throws IOException {
        Path path = output.resolve(name);
        Utils.delete(path.toFile());
        return new WorkFolder(Files.createDirectories(path));
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    @Override
    public void close() throws IOException {
        Utils.delete(path.toFile());
    }
}
