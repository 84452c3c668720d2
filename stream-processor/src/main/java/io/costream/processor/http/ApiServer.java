package io.costream.processor.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.costream.processor.query.TooManyCallsException;
import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.json.JavalinJackson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server: routes, who may ask, and how problems are told. Closing it ends open requests. */
public final class ApiServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);

    private final Javalin server;
    private final String host;

    private ApiServer(Javalin server, String host) {
        this.server = server;
        this.host = host;
    }

    /**
     * Starts to listen.
     *
     * @param port 0 for a free one
     * @param token what a request must bear; empty for an open API, which only loopback may have
     */
    public static ApiServer start(String host, int port, String token, Api api) {
        Javalin server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.jetty.host = host;
            config.jsonMapper(new JavalinJackson(
                    new ObjectMapper().enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN), false));
            if (!token.isEmpty()) {
                config.routes.before("/v1/*", request -> authorize(request, token));
                config.routes.before("/internal/*", request -> authorize(request, token));
            }
            api.routes().forEach(route -> route.accept(config.routes));
            addProblems(config.routes);
        });
        return new ApiServer(server.start(port), host);
    }

    public String url() {
        return "http://" + host + ":" + server.port();
    }

    public int port() {
        return server.port();
    }

    private static void authorize(Context request, String token) {
        String given = String.valueOf(request.header("Authorization"));
        byte[] expected = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8))) {
            throw new RequestProblem(401, "this API asks for a bearer token");
        }
    }

    private static void addProblems(RoutesConfig routes) {
        routes.exception(RequestProblem.class, (e, request) -> problem(request, e.status(), e.getMessage()));
        routes.exception(TooManyCallsException.class, (e, request) -> problem(request, 422, e.getMessage()));
        routes.exception(IllegalArgumentException.class, (e, request) -> problem(request, 400, e.getMessage()));
        routes.exception(HttpResponseException.class, (e, request) -> problem(request, e.getStatus(), e.getMessage()));
        routes.exception(Exception.class, (e, request) -> {
            LOG.atError().setCause(e).addKeyValue("path", request.path()).log("A request failed");
            problem(request, 500, "this request failed; the log of this instance says why");
        });
    }

    private static void problem(Context request, int status, @Nullable String detail) {
        ObjectNode problem = JsonNodeFactory.instance.objectNode();
        problem.put("type", "about:blank").put("status", status).put("detail", detail);
        request.status(status).json(problem).contentType("application/problem+json");
    }

    @Override
    public void close() {
        server.stop();
    }
}
