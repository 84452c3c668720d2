package io.costream.processor.topology;

import io.costream.pricing.Charge;

/** An admitted call with what it costs. */
record ChargedCall(AdmittedCall admitted, Charge charge) {}
