package io.costream.processor.http;

import io.costream.pricing.PriceBook;
import io.costream.processor.query.CellSource;
import io.costream.processor.repricing.RepricingService;
import io.costream.processor.state.CellScan;
import io.costream.processor.state.PartitionCells;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What instances ask each other: the cells that they own or have a copy of, how far they are restored, the prices that
 * they use, and the runs that they work on.
 */
final class PeerRoutes {
    static final String CELLS = "/internal/cells";
    static final String COPIES = "/internal/copies";
    static final String PARTITIONS = "partitions";
    static final String REVISION = "/internal/prices/revision";
    static final String RESTORES = "/internal/restores";
    static final String REPRICINGS = "/internal/repricings/";

    private final CellSource local;
    private final Supplier<PriceBook> book;
    private final RepricingService runs;
    private final Restoring restoring;

    PeerRoutes(CellSource local, Supplier<PriceBook> book, RepricingService runs, Restoring restoring) {
        this.local = local;
        this.book = book;
        this.runs = runs;
        this.restoring = restoring;
    }

    void register(RoutesConfig routes) {
        routes.post(CELLS, this::cells);
        routes.post(COPIES, this::copies);
        routes.get(REVISION, request -> request.result(Long.toString(book.get().revision())));
        routes.get(RESTORES, request -> request.json(restoring.json()));
        routes.get(REPRICINGS + "{run}", this::repricing);
    }

    private void repricing(Context request) {
        request.json(
                runs.find(request.pathParam("run")).orElseThrow(() -> RequestProblem.notFound("no such run here")));
    }

    private void cells(Context request) {
        answer(request, local.scan(question(request)));
    }

    private void copies(Context request) {
        Set<Integer> partitions = Stream.of(request.queryParamAsClass(PARTITIONS, String.class)
                        .get()
                        .split(","))
                .map(Integer::valueOf)
                .collect(Collectors.toUnmodifiableSet());
        answer(request, local.scanCopies(question(request), partitions));
    }

    private static List<CellScan> question(Context request) {
        return CellExchange.readQuestion(request.bodyAsBytes());
    }

    private static void answer(Context request, List<PartitionCells> answer) {
        request.contentType("application/octet-stream").result(CellExchange.writeAnswer(answer));
    }
}
