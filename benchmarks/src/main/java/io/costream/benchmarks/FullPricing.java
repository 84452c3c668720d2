package io.costream.benchmarks;

import static java.util.Objects.requireNonNull;

import io.costream.avro.Call;
import io.costream.avro.PricedCall;
import io.costream.pricing.PriceBook;
import io.costream.schemas.AvroSerde;
import io.costream.schemas.CallMapping;
import io.costream.schemas.ChargeMapping;

/** Pricing as the product does it, written down plainly: decode, ask the book, encode. */
final class FullPricing implements CallPricing {
    private final String pricedCalls;
    private final String callsTopic;
    private final AvroSerde<Call> calls;
    private final AvroSerde<PricedCall> postings;
    private final PriceBook book;

    FullPricing(Course course, PriceBook book) {
        this.callsTopic = course.topics().calls();
        this.pricedCalls = course.topics().pricedCalls();
        this.calls = AvroSerde.of(Call.class, course.registry());
        this.postings = AvroSerde.of(PricedCall.class, course.registry());
        this.book = book;
    }

    @Override
    public byte[] price(byte[] bytes, long offset) {
        Call call = requireNonNull(calls.deserializer().deserialize(callsTopic, bytes));
        return requireNonNull(postings.serializer().serialize(pricedCalls, posting(book, call, offset)));
    }

    static PricedCall posting(PriceBook book, Call call, long offset) {
        return new PricedCall(call, ChargeMapping.toAvro(book.price(CallMapping.consumption(call))), offset, false);
    }
}
