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

    @Override
    public void close() {
        kill();
    }

    public static void main(String[] args) throws IOException {
        try (ProcessorApp app = ProcessorApp.start(ProcessorConfig.of(ChildProcess.config(args)))) {
            System.out.println(READY + app.url());
            ChildProcess.untilParentEnds();
        }
    }
}
