package io.costream.processor.http;

import io.costream.processor.query.CellSource;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** What instances ask each other: the cells that they own. */
final class PeerRoutes {
    static final String CELLS = "/internal/cells";

    private final CellSource local;

    PeerRoutes(CellSource local) {
        this.local = local;
    }

    void register(RoutesConfig routes) {
        routes.post(CELLS, this::cells);
    }

    private void cells(Context request) {
        request.contentType("application/octet-stream")
                .result(CellExchange.writeAnswer(local.scan(CellExchange.readQuestion(request.bodyAsBytes()))));
    }
}
