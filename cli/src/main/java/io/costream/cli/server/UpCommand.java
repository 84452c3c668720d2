package io.costream.cli.server;

import io.costream.cli.terminal.Connection;
import io.costream.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.errors.InterruptException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code costream up}: everything in one process, until it is stopped. */
@Command(
        name = "up",
        description = "Run all of Costream in one process: Kafka, registry, processor, alerts and API.",
        footer = {"", "Started again on the same folder, it continues where it was stopped."})
public final class UpCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "costream-data",
            description = "The folder that keeps everything (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("costream-data");

    @Option(
            names = "--kafka-port",
            defaultValue = "9092",
            description = "Kafka (default: ${DEFAULT-VALUE}; 0: any free).")
    private int kafkaPort;

    @Option(
            names = "--registry-port",
            defaultValue = "8081",
            description = "Schema registry (default: ${DEFAULT-VALUE}).")
    private int registryPort;

    @Option(names = "--api-port", defaultValue = "7070", description = "API (default: ${DEFAULT-VALUE}).")
    private int apiPort;

    @Override
    public void run() {
        Terminal terminal = Terminal.of(spec);
        EmbeddedCostream costream =
                EmbeddedCostream.start(new Places(data.toAbsolutePath(), kafkaPort, registryPort, apiPort));
        Runtime.getRuntime().addShutdownHook(new Thread(costream::close, "costream-stop"));
        Connection places = costream.connection();
        terminal.line("Costream is ready.");
        terminal.line("  API        " + places.url());
        terminal.line("  Kafka      " + places.bootstrap());
        terminal.line("  Registry   " + places.registry());
        terminal.line("  Data       " + data.toAbsolutePath().normalize());
        terminal.line("Stop it with Ctrl-C; started again on this folder, it continues.");
        untilStopped();
    }

    /** The hook above ends what runs; this thread has nothing left to do. */
    public static void untilStopped() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }
}
