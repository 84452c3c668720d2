package io.costream.it;

import io.costream.avro.Repricing;
import io.costream.processor.repricing.Repricer;
import io.costream.processor.repricing.RepricingRequest;
import io.costream.processor.repricing.RunInterruptedException;
import io.costream.processor.repricing.RunObserver;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A re-pricing run in a process of its own, so that it can be killed: begins one, or resumes the one that was begun. */
final class RepricingProcess implements AutoCloseable {
    private static final String DONE = "run is done";

    private final ChildProcess process;

    private RepricingProcess(ChildProcess process) {
        this.process = process;
    }

    static RepricingProcess start(String bootstrapServers, String registryUrl, Instant to) {
        return new RepricingProcess(
                ChildProcess.launch(RepricingProcess.class, List.of(bootstrapServers, registryUrl, to.toString())));
    }

    void kill() {
        process.kill();
    }

    /** Returns when the run has ended. */
    void awaitDone() {
        process.awaitLine(DONE);
    }

    @Override
    public void close() {
        kill();
    }

    public static void main(String[] args) throws IOException {
        Repricer repricer = new RunningCostream(args[0], args[1]).repricer();
        RepricingRequest request = new RepricingRequest(
                "", "", "", Instant.EPOCH, Instant.parse(args[2]), false, OptionalLong.empty(), false);
        boolean done = false;
        while (!done) {
            try {
                Optional<Repricing> begun = repricer.runs().unfinished();
                if (begun.isPresent()) {
                    repricer.resume(begun.get().getRun(), RunObserver.NONE);
                } else {
                    repricer.commit(request, "command", RunObserver.NONE);
                }
                done = true;
            } catch (RunInterruptedException e) {
                System.out.println("cut off: " + e.getMessage());
            }
        }
        System.out.println(DONE);
        ChildProcess.untilParentEnds();
    }
}
