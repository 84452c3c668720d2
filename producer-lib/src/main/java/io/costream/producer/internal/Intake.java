package io.costream.producer.internal;

import io.costream.producer.Call;

/**
 * The caller's part of emitting: brings a call into the queue, encoded where that is possible yet, since nobody else
 * has its parts at hand as its maker has. Safe for use by many threads; takes no lock that the sender or Kafka holds.
 */
final class Intake {
    private final CallRing ring;
    private final Spares<QueuedCall> spares;
    private final Streams streams;
    private final CallEncoder encoder;

    Intake(CallRing ring, Spares<QueuedCall> spares, Streams streams, CallEncoder encoder) {
        this.ring = ring;
        this.spares = spares;
        this.streams = streams;
        this.encoder = encoder;
    }

    CallRing.Offer offer(Call call) {
        if (ring.isFull()) {
            return ring.refusal();
        }
        QueuedCall queued = spares.take();
        CallRing.Offer offer = CallRing.Offer.FULL;
        try {
            queued.begin(call, streams.of(call.tenant()));
            encoder.encodeAhead(queued);
            offer = ring.offer(queued);
        } finally {
            if (offer != CallRing.Offer.TAKEN) {
                queued.clear();
                spares.give(queued);
            }
        }
        return offer;
    }
}
