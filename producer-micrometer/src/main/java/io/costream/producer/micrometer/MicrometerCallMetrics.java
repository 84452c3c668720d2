package io.costream.producer.micrometer;

import static java.util.Objects.requireNonNull;

import io.costream.producer.CallMetrics;
import io.costream.producer.DropReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/**
 * Reports to a Micrometer registry what becomes of the calls: the counters {@value #RECORDED}, {@value #SENT},
 * {@value #SPOOLED}, {@value #RETRIED}, {@value #DROPPED} (tagged {@code reason}, one series for each reason from the
 * start, so that an alert on a loss needs no first loss), and the gauges {@value #WAITING} and {@value #WAITING_BYTES}.
 * Every meter exists once it is made; counting takes no lock. Safe for use by many threads; one for each recorder.
 */
public final class MicrometerCallMetrics implements CallMetrics {
    public static final String RECORDED = "costream.producer.calls.recorded";
    public static final String SENT = "costream.producer.calls.sent";
    public static final String SPOOLED = "costream.producer.calls.spooled";
    public static final String RETRIED = "costream.producer.calls.retried";
    public static final String DROPPED = "costream.producer.calls.dropped";
    public static final String WAITING = "costream.producer.calls.waiting";
    public static final String WAITING_BYTES = "costream.producer.waiting";

    private final Counter recorded;
    private final Counter sent;
    private final Counter spooled;
    private final Counter retried;
    private final Map<DropReason, Counter> dropped = new EnumMap<>(DropReason.class);
    private volatile long waitingCalls;
    private volatile long waitingBytes;

    public MicrometerCallMetrics(MeterRegistry registry) {
        requireNonNull(registry, "registry");
        recorded = counter(RECORDED, "Calls that were taken into the queue.").register(registry);
        sent = counter(SENT, "Calls that Kafka acknowledged.").register(registry);
        spooled = counter(SPOOLED, "Calls that were put on disk, to be sent later.")
                .register(registry);
        retried = counter(RETRIED, "Attempts to send that failed and are repeated.")
                .register(registry);
        for (DropReason reason : DropReason.values()) {
            dropped.put(
                    reason,
                    counter(DROPPED, "Calls that were lost.")
                            .tag("reason", reason.label())
                            .register(registry));
        }
        Gauge.builder(WAITING, this, metrics -> metrics.waitingCalls)
                .description("Calls that wait or are under way.")
                .register(registry);
        Gauge.builder(WAITING_BYTES, this, metrics -> metrics.waitingBytes)
                .description("About how much memory the calls take up that wait or are under way.")
                .baseUnit("bytes")
                .register(registry);
    }

    private static Counter.Builder counter(String name, String description) {
        return Counter.builder(name).description(description);
    }

    @Override
    public void recorded() {
        recorded.increment();
    }

    @Override
    public void dropped(DropReason reason) {
        Counter counter = dropped.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }

    @Override
    public void sent() {
        sent.increment();
    }

    @Override
    public void spooled() {
        spooled.increment();
    }

    @Override
    public void retried() {
        retried.increment();
    }

    @Override
    public void waiting(long calls, long bytes) {
        waitingCalls = calls;
        waitingBytes = bytes;
    }
}
