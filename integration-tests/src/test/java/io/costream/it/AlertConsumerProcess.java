package io.costream.it;

import io.costream.alerts.AlertConfig;
import io.costream.alerts.AlertConsumerApp;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An alert consumer in a process of its own, so that it can be killed. */
final class AlertConsumerProcess implements AutoCloseable {
    private final Process process;

    private AlertConsumerProcess(Process process) {
        this.process = process;
    }

    static AlertConsumerProcess launch(Map<String, String> config, File log) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                AlertConsumerProcess.class.getName()));
        config.forEach((key, value) -> command.add(key + "=" + value));
        return new AlertConsumerProcess(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        kill();
    }

    public static void main(String[] args) throws IOException {
        Map<String, String> config = new HashMap<>();
        for (String arg : args) {
            String[] parts = arg.split("=", 2);
            config.put(parts[0], parts[1]);
        }
        try (AlertConsumerApp app = AlertConsumerApp.start(AlertConfig.of(config))) {
            System.out.println("the alert consumer is " + app.state());
            // Standard input ends with the parent, so that nothing outlives a test that was itself killed.
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
