package io.costream.schemas;

import io.costream.avro.Call;
import io.costream.pricing.Unit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ObjLongConsumer;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** A unit that has a field of its own in the call's record. */
record UnitField(Unit unit, ToLongFunction<Call> read, ObjLongConsumer<Call.Builder> write) {
    static final List<UnitField> ALL = List.of(
            new UnitField(Unit.INPUT_UNCACHED, Call::getInputUncached, Call.Builder::setInputUncached),
            new UnitField(Unit.INPUT_CACHE_READ, Call::getInputCacheRead, Call.Builder::setInputCacheRead),
            new UnitField(Unit.INPUT_CACHE_WRITE_5M, Call::getInputCacheWrite5m, Call.Builder::setInputCacheWrite5m),
            new UnitField(Unit.INPUT_CACHE_WRITE_1H, Call::getInputCacheWrite1h, Call.Builder::setInputCacheWrite1h),
            new UnitField(
                    Unit.INPUT_CACHE_WRITE_UNSPECIFIED,
                    Call::getInputCacheWriteUnspecified,
                    Call.Builder::setInputCacheWriteUnspecified),
            new UnitField(Unit.INPUT_AUDIO, Call::getInputAudio, Call.Builder::setInputAudio),
            new UnitField(Unit.INPUT_IMAGE, Call::getInputImage, Call.Builder::setInputImage),
            new UnitField(Unit.OUTPUT_TEXT, Call::getOutputText, Call.Builder::setOutputText),
            new UnitField(Unit.OUTPUT_REASONING, Call::getOutputReasoning, Call.Builder::setOutputReasoning),
            new UnitField(Unit.OUTPUT_AUDIO, Call::getOutputAudio, Call.Builder::setOutputAudio));

    static final Map<Unit, UnitField> BY_UNIT =
            ALL.stream().collect(Collectors.toUnmodifiableMap(UnitField::unit, Function.identity()));
}
