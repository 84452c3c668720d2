package io.costream.producer.internal;

import io.costream.producer.Call;

/**
 * The caller's part of emitting: brings a call into the queue, encoded where that is possible yet, since nobody else
 * has its parts at hand as its maker has. Safe for use by many threads; takes no lock that the sender or Kafka holds.
 */
final class Intake {
    private final CallRing ring;
    private final Drafts drafts = new Drafts();
    private final Streams streams;
    private final CallEncoder encoder;

    Intake(CallRing ring, Streams streams, CallEncoder encoder) {
        this.ring = ring;
        this.streams = streams;
        this.encoder = encoder;
    }

    CallRing.Offer offer(Call call) {
        if (ring.isFull()) {
            return ring.refusal();
        }
        Drafts.Draft draft = drafts.take();
        try {
            QueuedCall queued = draft.call;
            queued.begin(call, streams.of(call.tenant()));
            encoder.encodeAhead(call, queued);
            return ring.offer(queued);
        } finally {
            drafts.give(draft);
        }
    }
}
