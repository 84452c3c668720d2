package io.costream.cli.calls;

import static io.costream.cli.calls.RowFormat.CSV;
import static io.costream.cli.calls.RowFormat.JSON;
import static io.costream.cli.calls.RowFormat.JSONL;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RowReaderTest {
    static Stream<Arguments> files() {
        return Stream.of(
                Arguments.of(CSV, "a,b\n1,2\n", List.of("1:0:a,b", "2:4:1,2")),
                Arguments.of(CSV, "a,b\r\n1,2", List.of("1:0:a,b", "2:5:1,2")),
                Arguments.of(CSV, "\n\na\n", List.of("3:2:a")),
                Arguments.of(CSV, "\"x\ny\",2\n3,4\n", List.of("1:0:\"x\ny\",2", "3:8:3,4")),
                Arguments.of(CSV, "\"x\"\"\ny\",2\n3\n", List.of("1:0:\"x\"\"\ny\",2", "3:10:3")),
                Arguments.of(CSV, "5\" disk,1\n3,4\n", List.of("1:0:5\" disk,1", "2:10:3,4")),
                Arguments.of(CSV, "\uFEFFa\n1\n", List.of("1:0:a", "2:5:1")),
                Arguments.of(JSONL, "{\"a\":1}\n\n{\"a\":2}", List.of("1:0:{\"a\":1}", "3:9:{\"a\":2}")),
                Arguments.of(
                        JSON,
                        "[\n {\"a\":[1,{}]},\n {\"a\":\"}\\\"\"} ]\n",
                        List.of("2:3:{\"a\":[1,{}]}", "3:18:{\"a\":\"}\\\"\"}")),
                Arguments.of(JSON, "{\"a\":1}", List.of("1:0:{\"a\":1}")),
                Arguments.of(JSON, "[1, {}]", List.of("1:1:1", "1:4:{}")),
                Arguments.of(JSON, "[{\"a\":1", List.of("1:1:{\"a\":1")),
                Arguments.of(JSON, "[]", List.of()),
                Arguments.of(CSV, "", List.of()));
    }

    @ParameterizedTest
    @MethodSource("files")
    void cutsIntoRows(RowFormat format, String file, List<String> expected) throws IOException {
        assertThat(rows(reader(file, format)).stream()
                        .map(row -> row.line() + ":" + row.offset() + ":" + new String(row.bytes(), UTF_8)))
                .isEqualTo(expected);
    }

    @Test
    void continuesWhereAnotherReadingStopped() throws IOException {
        RowReader first = reader("a\n1\n2\n3\n", CSV);
        first.next();
        first.next();
        RowReader second = reader("a\n1\n2\n3\n4\n", CSV);
        second.next();

        boolean found = second.skipTo(first.offset(), first.line());

        assertThat(found).isTrue();
        assertThat(second.digest()).isEqualTo(first.digest());
        assertThat(rows(second)).extracting(RawRow::line).containsExactly(3L, 4L, 5L);
    }

    @Test
    void seesThatEarlierBytesHaveChanged() throws IOException {
        RowReader first = reader("a\n1\n", CSV);
        rows(first);
        RowReader second = reader("a\n2\n3\n", CSV);

        second.skipTo(first.offset(), first.line());

        assertThat(second.digest()).isNotEqualTo(first.digest());
    }

    @Test
    void tellsThatAFileHasBecomeShorter() throws IOException {
        assertThat(reader("a\n", CSV).skipTo(10, 3)).isFalse();
    }

    @Test
    void doesNotLetAForgottenQuoteSwallowTheRest() throws IOException {
        String forgotten = "\"" + "x".repeat(RowReader.LONGEST_ROW) + "\n1,2\n";

        List<RawRow> rows = rows(reader(forgotten, CSV));

        assertThat(rows).extracting(RawRow::length).containsExactly(RawRow.Length.CUT, RawRow.Length.WHOLE);
    }

    private static RowReader reader(String file, RowFormat format) {
        return new RowReader(new ByteArrayInputStream(file.getBytes(UTF_8)), format);
    }

    private static List<RawRow> rows(RowReader reader) throws IOException {
        List<RawRow> rows = new ArrayList<>();
        for (Optional<RawRow> row = reader.next(); row.isPresent(); row = reader.next()) {
            rows.add(row.get());
        }
        return rows;
    }
}
