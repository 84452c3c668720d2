package io.costream.cli.imports;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What an import did.
 *
 * @param earlier rows that earlier imports of this source have read already
 * @param read rows that this one has read
 * @param accepted calls that are in the totals
 * @param duplicate calls that the totals held already, by their own call_id
 * @param rejected rows that are no calls, and calls that the processor refused
 * @param counted whether the totals were waited for; without, accepted means written, and duplicates are not known
 * @param problems the first rejected rows
 */
record ImportResult(
        String source,
        long earlier,
        long read,
        long accepted,
        long duplicate,
        long rejected,
        boolean counted,
        List<Problem> problems) {
    /** Rejected rows beyond this number are only counted. */
    static final int LISTED = 10;

    /** A rejected row; its line is 0 where only the call's id is known. */
    record Problem(long line, String callId, String message) {
        @Override
        public String toString() {
            return (line > 0 ? "line " + line : "call " + callId) + ": " + message;
        }
    }

    ImportResult {
        problems = List.copyOf(problems);
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("source", source)
                .put("read", read)
                .put("accepted", accepted)
                .put("duplicate", duplicate)
                .put("rejected", rejected)
                .put("imported_earlier", earlier)
                .put("in_totals", counted);
        ArrayNode listed = json.putArray("problems");
        problems.forEach(problem -> listed.addObject()
                .put("line", problem.line())
                .put("call_id", problem.callId())
                .put("message", problem.message()));
        return json;
    }
}
