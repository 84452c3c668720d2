package io.costream.benchmarks;

import io.costream.processor.ProcessorApp;
import io.costream.processor.ProcessorConfig;

/** The stream processor as it is shipped, with everything on and its API listening. */
final class Costream implements Entrant {
    @Override
    public void run(Course course, Stopwatch watch) {
        try (CommittedCalls committed = new CommittedCalls(course);
                ProcessorApp app = ProcessorApp.start(ProcessorConfig.of(course.processorKeys()))) {
            StreamsRun.await(() -> app.problems().isEmpty());
            watch.begin();
            StreamsRun.await(committed::areAll);
            watch.end(course.calls());
        }
    }
}
