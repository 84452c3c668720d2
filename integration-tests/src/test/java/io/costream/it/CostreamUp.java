package io.costream.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.cli.Main;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** {@code costream up} in a process of its own, and the commands that speak to it, as a user has them. */
final class CostreamUp implements AutoCloseable {
    private final Path folder;
    private final int kafka = FreePort.any();
    private final int registry = FreePort.any();
    private final int port = FreePort.any();
    private ChildProcess process;

    /** @param folder where the data is; a second start finds it there */
    CostreamUp(Path folder) {
        this.folder = folder;
        this.process = launch();
    }

    private ChildProcess launch() {
        ChildProcess up = ChildProcess.launch(
                Main.class,
                List.of(
                        "up",
                        "--data",
                        folder.toString(),
                        "--kafka-port=" + kafka,
                        "--registry-port=" + registry,
                        "--api-port=" + port));
        up.awaitLine("Costream is ready.");
        return up;
    }

    JsonApi api() {
        return new JsonApi(url());
    }

    private String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Starts a command that speaks to Kafka in a process of its own, which can be killed. */
    ChildProcess start(String... command) {
        return ChildProcess.launch(
                Main.class, Stream.concat(Stream.of(command), kafkaOptions()).toList());
    }

    /** What a command that speaks to Kafka prints; it must succeed. */
    String run(String... command) {
        return output(commands().run(command));
    }

    /** What a command that speaks to the API alone prints; it must succeed. */
    String ask(String... command) {
        return output(commands().ask(command));
    }

    /** Commands that may fail. */
    Commands commands() {
        return new Commands("127.0.0.1:" + kafka, "http://127.0.0.1:" + registry, url());
    }

    private Stream<String> kafkaOptions() {
        return Stream.of("--bootstrap=127.0.0.1:" + kafka, "--registry=http://127.0.0.1:" + registry, "--url=" + url());
    }

    private static String output(Commands.Outcome outcome) {
        assertThat(outcome.status()).as(outcome.text()).isZero();
        return outcome.out();
    }

    /** Ends the process as a machine would lose it. */
    void kill() {
        process.kill();
    }

    /** Starts anew what was killed. */
    void restart() {
        process = launch();
    }

    @Override
    public void close() {
        process.close();
    }
}
