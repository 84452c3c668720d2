package io.costream.it;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.processor.ProcessorApp;
import io.costream.processor.ProcessorConfig;
import java.io.IOException;
import java.util.Map;

/** A stream processor in a process of its own, so that it can be killed. */
final class ProcessorProcess implements AutoCloseable {
    private static final String READY = "processor listens on ";

    private final ChildProcess process;
    private final JsonApi api;

    private ProcessorProcess(ChildProcess process, JsonApi api) {
        this.process = process;
        this.api = api;
    }

    /** Starts one; returns when its API listens. */
    static ProcessorProcess start(Map<String, String> config) {
        ChildProcess process = ChildProcess.launch(ProcessorProcess.class, ChildProcess.arguments(config));
        String url = process.awaitLine(READY).substring(READY.length());
        return new ProcessorProcess(process, new JsonApi(url));
    }

    JsonApi api() {
        return api;
    }

    /** What the API answers, whatever the status. */
    JsonNode get(String path) {
        return api.get(path);
    }

    void kill() {
        process.kill();
    }

    /** Asks it to end, as a rolling restart does. */
    void stop() {
        process.terminate();
    }

    @Override
    public void close() {
        kill();
    }

    /** Ends as {@code costream run} does: by a signal, and cleanly. */
    public static void main(String[] args) throws IOException {
        ProcessorApp app = ProcessorApp.start(ProcessorConfig.of(ChildProcess.config(args)));
        Runtime.getRuntime().addShutdownHook(new Thread(app::close, "stop"));
        System.out.println(READY + app.url());
        ChildProcess.untilParentEnds();
        System.exit(0);
    }
}
