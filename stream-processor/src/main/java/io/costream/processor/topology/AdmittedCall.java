package io.costream.processor.topology;

import io.costream.avro.Call;
import io.costream.processor.domain.CallFacts;

/** A call that counts, with the record it was read from. */
record AdmittedCall(SourceRecord source, Call call, CallFacts facts) {}
