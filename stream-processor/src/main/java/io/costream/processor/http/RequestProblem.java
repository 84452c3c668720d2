package io.costream.processor.http;

/** Why a request cannot be answered, with the HTTP status that says so; becomes an RFC 9457 problem document. */
final class RequestProblem extends RuntimeException {
    private final int status;

    RequestProblem(int status, String message) {
        super(message);
        this.status = status;
    }

    static RequestProblem badRequest(String message) {
        return new RequestProblem(400, message);
    }

    static RequestProblem notFound(String message) {
        return new RequestProblem(404, message);
    }

    int status() {
        return status;
    }
}
