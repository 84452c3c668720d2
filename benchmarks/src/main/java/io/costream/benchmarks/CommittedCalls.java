package io.costream.benchmarks;

import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.InterruptException;

/** How many calls an application has committed. Thread-safe. */
final class CommittedCalls implements AutoCloseable {
    private final Course course;
    private final Admin admin;

    CommittedCalls(Course course) {
        this.course = course;
        this.admin = course.admin();
    }

    boolean areAll() {
        return number() >= course.calls();
    }

    private long number() {
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
        admin.close();
    }
}
