package io.costream.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A Java process with the class path of the tests, so that a part can be killed as a machine would lose it. Whatever it
 * prints is read at once: a process whose output nobody reads would stand still.
 */
final class ChildProcess implements AutoCloseable {
    private static final int KILL_SECONDS = 30;

    private final Process process;
    /** What was printed so far; its own lock guards it. */
    private final StringBuilder output = new StringBuilder();

    private final Thread reader;
    /** Where the line begins that is looked at next. */
    private int seen;

    private ChildProcess(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "output of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    static ChildProcess launch(Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(arguments);
        try {
            return new ChildProcess(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A configuration as a child's main gets it. */
    static List<String> arguments(Map<String, String> config) {
        return config.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toList();
    }

    /** The configuration that a child's main was given. */
    static Map<String, String> config(String[] arguments) {
        Map<String, String> config = new HashMap<>();
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            config.put(parts[0], parts[1]);
        }
        return config;
    }

    /** For a child's main: returns when the parent has ended, so that nothing outlives a test that was itself killed. */
    static void untilParentEnds() throws IOException {
        System.in.transferTo(OutputStream.nullOutputStream());
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (output) {
                    output.append(line).append('\n');
                    output.notifyAll();
                }
            }
        } catch (IOException e) {
            synchronized (output) {
                output.append("its output cannot be read: ").append(e);
            }
        }
    }

    /**
     * Returns the next line that begins so, behind the one returned last; what was printed is told where the process ends
     * without one.
     */
    String awaitLine(String beginning) {
        CompletableFuture<?> ended = process.onExit();
        while (true) {
            boolean last = ended.isDone() && !reader.isAlive();
            synchronized (output) {
                for (int end = output.indexOf("\n", seen); end >= 0; end = output.indexOf("\n", seen)) {
                    String line = output.substring(seen, end);
                    seen = end + 1;
                    if (line.startsWith(beginning)) {
                        return line;
                    }
                }
                if (last) {
                    throw new IllegalStateException("the process has ended: " + output);
                }
                pause();
            }
        }
    }

    private void pause() {
        try {
            output.wait(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the process starts", e);
        }
    }

    /** The exit code of a process that ends by itself. */
    int awaitExit(long seconds) {
        try {
            int code = process.onExit().get(seconds, TimeUnit.SECONDS).exitValue();
            reader.join();
            return code;
        } catch (TimeoutException e) {
            throw new IllegalStateException("the process still runs after " + seconds + " s: " + output(), e);
        } catch (Exception e) {
            throw new IllegalStateException("the end of the process is not known: " + output(), e);
        }
    }

    /** What it has printed so far. */
    String output() {
        synchronized (output) {
            return output.toString();
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        process.onExit().orTimeout(KILL_SECONDS, TimeUnit.SECONDS).join();
    }

    /** What {@code kill} does, and a machine that stops its services: the process may finish what it has to. */
    void terminate() {
        process.destroy();
        process.onExit().orTimeout(KILL_SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        kill();
    }
}
