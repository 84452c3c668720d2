package io.costream.benchmarks;

import io.costream.processor.ProcessorApp;
import io.costream.processor.ProcessorConfig;

/** The stream processor as it is shipped, with everything on and its API listening. */
final class Costream implements Entrant {
    @Override
    public Processing start(Course course) {
        ProcessorApp app = ProcessorApp.start(ProcessorConfig.of(course.processorKeys()));
        return new CommittedCalls(course, () -> {}, app);
    }
}
