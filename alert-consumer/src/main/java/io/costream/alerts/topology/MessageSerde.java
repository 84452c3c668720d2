package io.costream.alerts.topology;

import io.costream.alerts.domain.SumKey;
import io.costream.alerts.topology.Message.Answer;
import io.costream.alerts.topology.Message.Excess;
import io.costream.alerts.topology.Message.Forgotten;
import io.costream.alerts.topology.Message.Partial;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Bytes of {@link Message} on the internal topic between the two stages. Stateless. */
final class MessageSerde {
    private static final int PARTIAL = 0;
    private static final int ANSWER = 1;
    private static final int FORGOTTEN = 2;
    private static final int EXCESS = 3;

    private MessageSerde() {}

    static Serde<Message> create() {
        return Serdes.serdeFrom((topic, message) -> write(message), (topic, bytes) -> read(bytes));
    }

    static byte[] write(Message message) {
        StateWriter out = new StateWriter();
        if (message instanceof Partial partial) {
            writePartial(partial, out.number(PARTIAL));
        } else if (message instanceof Answer answer) {
            out.number(ANSWER).text(answer.budget()).number(answer.revision()).number(answer.partition());
        } else if (message instanceof Forgotten forgotten) {
            out.number(FORGOTTEN)
                    .text(forgotten.meter())
                    .number(forgotten.partition())
                    .text(forgotten.reason().name());
        } else if (message instanceof Excess excess) {
            writeExcess(excess, out.number(EXCESS));
        }
        return out.toBytes();
    }

    private static void writePartial(Partial partial, StateWriter out) {
        out.text(partial.key().meter())
                .text(partial.key().value())
                .instant(partial.key().windowStart());
        out.number(partial.partition());
        Columns.write(partial.column(), out);
    }

    private static void writeExcess(Excess excess, StateWriter out) {
        out.text(excess.budget()).text(excess.value()).text(excess.call());
        out.instant(excess.at()).decimal(excess.cost());
        out.number(excess.partition()).number(excess.offset());
    }

    static Message read(byte[] bytes) {
        StateReader in = new StateReader(bytes);
        int kind = in.integer();
        return switch (kind) {
            case PARTIAL -> new Partial(new SumKey(in.text(), in.text(), in.instant()), in.integer(), Columns.read(in));
            case ANSWER -> new Answer(in.text(), in.number(), in.integer());
            case FORGOTTEN -> new Forgotten(in.text(), in.integer(), Forgotten.Reason.valueOf(in.text()));
            case EXCESS ->
                new Excess(in.text(), in.text(), in.text(), in.instant(), in.decimal(), in.integer(), in.number());
            default -> throw new IllegalStateException("an internal message of unknown kind " + kind);
        };
    }
}
