package io.costream.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiTest {
    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void waitsForTotalsThatAreBeingRestored() throws IOException {
        answering(503, 200);

        try (InputStream body = api().stream("/v1/snapshots/0")) {
            assertThat(body).asString(StandardCharsets.UTF_8).isEqualTo("{\"detail\": \"answer 200\"}");
        }
    }

    @Test
    void saysAtOnceWhatIsRefused() {
        answering(400);

        assertThatThrownBy(() -> api().stream("/v1/snapshots/0"))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("answer 400");
    }

    private Api api() {
        int port = server.getAddress().getPort();
        return new Api(Connection.to("http://127.0.0.1:" + port, "", ""));
    }

    private void answering(Integer... statuses) {
        Iterator<Integer> next = List.of(statuses).iterator();
        server.createContext("/v1/snapshots/0", exchange -> answer(exchange, next.next()));
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        byte[] body = ("{\"detail\": \"answer " + status + "\"}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
