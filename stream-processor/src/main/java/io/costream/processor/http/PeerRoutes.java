package io.costream.processor.http;

import io.costream.pricing.PriceBook;
import io.costream.processor.query.CellSource;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.function.Supplier;

/** What instances ask each other: the cells that they own, and the prices that they use. */
final class PeerRoutes {
    static final String CELLS = "/internal/cells";
    static final String REVISION = "/internal/prices/revision";

    private final CellSource local;
    private final Supplier<PriceBook> book;

    PeerRoutes(CellSource local, Supplier<PriceBook> book) {
        this.local = local;
        this.book = book;
    }

    void register(RoutesConfig routes) {
        routes.post(CELLS, this::cells);
        routes.get(REVISION, request -> request.result(Long.toString(book.get().revision())));
    }

    private void cells(Context request) {
        request.contentType("application/octet-stream")
                .result(CellExchange.writeAnswer(local.scan(CellExchange.readQuestion(request.bodyAsBytes()))));
    }
}
