package io.costream.benchmarks;

import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.InterruptException;

/** An application at work, which has done what it has committed. Thread-safe. */
final class CommittedCalls implements Processing {
    private final Course course;
    private final Admin admin;
    private final Runnable check;
    private final AutoCloseable application;
    private volatile long total = -1;

    /**
     * Watches an application.
     *
     * @param check throws where the application has failed
     */
    CommittedCalls(Course course, Runnable check, AutoCloseable application) {
        this.course = course;
        this.admin = course.admin();
        this.check = check;
        this.application = application;
    }

    @Override
    public long calls() {
        if (total >= 0) {
            return total;
        }
        check.run();
        return committed();
    }

    private long committed() {
        try {
            return admin
                    .listConsumerGroupOffsets(course.applicationId())
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .entrySet()
                    .stream()
                    .filter(offset ->
                            offset.getKey().topic().equals(course.topics().calls()))
                    .map(offset -> offset.getValue())
                    .filter(Objects::nonNull)
                    .mapToLong(offset -> offset.offset())
                    .sum();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the committed offsets cannot be read", e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        try {
            application.close();
        } catch (Exception e) {
            throw new IllegalStateException(course.applicationId() + " did not close", e);
        }
        total = committed();
        admin.close();
    }
}
