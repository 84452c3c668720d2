package io.costream.benchmarks;

import io.costream.avro.Call;
import io.costream.avro.PricedCall;
import io.costream.pricing.PriceBook;
import io.costream.pricing.catalogue.BuiltinCatalogue;
import io.costream.processor.domain.Cell;
import io.costream.processor.domain.CellFormat;
import io.costream.processor.ledger.FactsMapping;
import io.costream.schemas.AvroSerde;
import io.costream.schemas.ChargeMapping;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KGroupedStream;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;

/**
 * What a good engineer writes with Kafka Streams' own operators: the totals that the stream processor answers, by one
 * groupBy for each choice of dimensions and an aggregate for each window, or with one repartitioning for all. It gets
 * what helps it: only a call's own totals are repartitioned, in the stream processor's compact form, and the total of a
 * tenant needs no repartitioning at all.
 *
 * <p>It does less: windows are in UTC and a month is 30 days, duplicates are counted twice, nothing is audited.
 */
final class DslTopology implements Entrant {
    private static final List<Duration> WINDOWS = List.of(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(30));
    /** Five choices of dimensions in three windows, the user's two in two, the session in one. */
    private static final int UPDATES_PER_CALL = 5 * 3 + 2 * 2 + 1;
    /** Catching up reads partitions at different speeds, so that records come late by as much as the topic spans. */
    private static final Duration GRACE = Duration.ofDays(7);

    private static final Map<String, Object> TUNING = tuning();
    private static final ThreadLocal<CellFormat> FORMAT = ThreadLocal.withInitial(CellFormat::new);
    private static final Serde<Cell> CELLS =
            Serdes.serdeFrom((topic, cell) -> FORMAT.get().write(cell), (topic, bytes) -> CellFormat.read(bytes));

    private final boolean oneRepartition;
    private final LongAdder updates = new LongAdder();

    /** @param oneRepartition one topic between calls and totals instead of one for each choice of dimensions */
    DslTopology(boolean oneRepartition) {
        this.oneRepartition = oneRepartition;
    }

    private static Map<String, Object> tuning() {
        Map<String, Object> tuning = new HashMap<>(PassThrough.TUNING);
        // Lets totals that change often reach store and changelog once per commit.
        tuning.put("statestore.cache.max.bytes", 64L * 1024 * 1024);
        return tuning;
    }

    @Override
    public Processing start(Course course) {
        StreamsBuilder builder = new StreamsBuilder();
        build(builder, course, PriceBook.of(BuiltinCatalogue.load()));
        StreamsRun run = StreamsRun.start(course, builder.build(), TUNING);
        return new Processing() {
            @Override
            public long calls() {
                // Reading is ahead of the totals, which are what counts.
                run.check();
                return updates.sum() / UPDATES_PER_CALL;
            }

            @Override
            public void close() {
                run.close();
            }
        };
    }

    private void build(StreamsBuilder builder, Course course, PriceBook book) {
        AvroSerde<Call> calls = AvroSerde.of(Call.class, course.registry());
        AvroSerde<PricedCall> postings = AvroSerde.of(PricedCall.class, course.registry());
        KStream<String, Priced> priced = builder.stream(
                        course.topics().calls(),
                        Consumed.with(Serdes.String(), calls)
                                .withTimestampExtractor((record, time) ->
                                        ((Call) record.value()).getEventTime().toEpochMilli()))
                .mapValues(call -> Priced.of(FullPricing.posting(book, call, 0)), Named.as("price"));
        priced.mapValues(Priced::posting, Named.as("postings"))
                .to(course.topics().pricedCalls(), Produced.with(Serdes.String(), postings));

        if (oneRepartition) {
            buildOneRepartition(priced);
        } else {
            buildByDimension(priced);
        }
    }

    /** Every total's key and addend go through one topic; behind it they are told apart by the first letter. */
    private void buildOneRepartition(KStream<String, Priced> priced) {
        KStream<String, Cell> cells = priced.flatMap((tenant, call) -> call.totals(tenant), Named.as("totals"))
                .repartition(Repartitioned.with(Serdes.String(), CELLS).withName("totals"));
        Grouped<String, Cell> grouped = Grouped.with(Serdes.String(), CELLS);
        windows(cells.filter((key, cell) -> key.charAt(0) == 'h').groupByKey(grouped), "hourly", WINDOWS);
        windows(
                cells.filter((key, cell) -> key.charAt(0) == 'd').groupByKey(grouped),
                "daily",
                WINDOWS.subList(1, WINDOWS.size()));
        forEver(cells.filter((key, cell) -> key.charAt(0) == 's').groupByKey(grouped));
    }

    private void buildByDimension(KStream<String, Priced> priced) {
        windows(
                priced.mapValues(Priced::cell, Named.as("cells")).groupByKey(Grouped.with(Serdes.String(), CELLS)),
                "total",
                WINDOWS);
        windows(by(priced, "model", Priced::model), "model", WINDOWS);
        windows(by(priced, "operation", Priced::operation), "operation", WINDOWS);
        windows(by(priced, "model-operation", Priced::modelOperation), "model-operation", WINDOWS);
        windows(by(priced, "framework", Priced::framework), "framework", WINDOWS);
        windows(by(priced, "user", Priced::user), "user", WINDOWS.subList(1, WINDOWS.size()));
        windows(by(priced, "user-model", Priced::userModel), "user-model", WINDOWS.subList(1, WINDOWS.size()));
        forEver(by(priced, "session", call -> call.call().getSessionId() + '/' + call.framework()));
    }

    private void forEver(KGroupedStream<String, Cell> cells) {
        cells.aggregate(
                Cell::new,
                this::add,
                Materialized.<String, Cell, KeyValueStore<Bytes, byte[]>>as("session-all")
                        .withKeySerde(Serdes.String())
                        .withValueSerde(CELLS));
    }

    private static KGroupedStream<String, Cell> by(
            KStream<String, Priced> calls, String name, Function<Priced, String> dimensions) {
        return calls.map(
                        (tenant, call) -> KeyValue.pair(tenant + '/' + dimensions.apply(call), call.cell()),
                        Named.as("cells-by-" + name))
                .groupByKey(Grouped.with(name, Serdes.String(), CELLS));
    }

    private void windows(KGroupedStream<String, Cell> cells, String name, List<Duration> sizes) {
        for (Duration size : sizes) {
            cells.windowedBy(TimeWindows.ofSizeAndGrace(size, GRACE))
                    .aggregate(
                            Cell::new,
                            this::add,
                            Materialized.<String, Cell, WindowStore<Bytes, byte[]>>as(name + '-' + size.toHours() + 'h')
                                    .withKeySerde(Serdes.String())
                                    .withValueSerde(CELLS));
        }
    }

    private Cell add(String key, Cell addend, Cell sum) {
        sum.add(addend);
        updates.increment();
        return sum;
    }

    /** A call with its posting and what it adds to each total, worked out once. */
    private record Priced(PricedCall posting, Cell cell) {
        static Priced of(PricedCall posting) {
            return new Priced(
                    posting,
                    Cell.of(FactsMapping.facts(posting.getCall()), ChargeMapping.fromAvro(posting.getCharge())));
        }

        /** What it adds to, one key for all windows of a total: those by hour, by day, and the session's. */
        List<KeyValue<String, Cell>> totals(String tenant) {
            return List.of(
                    KeyValue.pair("h/" + tenant, cell),
                    KeyValue.pair("hm/" + tenant + '/' + model(), cell),
                    KeyValue.pair("ho/" + tenant + '/' + operation(), cell),
                    KeyValue.pair("hmo/" + tenant + '/' + modelOperation(), cell),
                    KeyValue.pair("hf/" + tenant + '/' + framework(), cell),
                    KeyValue.pair("d/" + tenant + '/' + user(), cell),
                    KeyValue.pair("dm/" + tenant + '/' + userModel(), cell),
                    KeyValue.pair("s/" + tenant + '/' + call().getSessionId() + '/' + framework(), cell));
        }

        Call call() {
            return posting.getCall();
        }

        String model() {
            return call().getProvider() + '/' + call().getModel();
        }

        String operation() {
            return String.valueOf(call().getOperation());
        }

        String modelOperation() {
            return model() + '/' + operation();
        }

        String user() {
            return String.valueOf(call().getUser());
        }

        String userModel() {
            return user() + '/' + model();
        }

        String framework() {
            return call().getFramework() + '/' + call().getModel();
        }
    }
}
