package io.costream.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NamesTest {
    private final Names names = new Names();

    /** A new object, as each call brings it. */
    private static String read(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    @Test
    void givesOneObjectForATextThatManyCallsHave() {
        String first = names.shared(read("gpt-4o"));
        String other = names.shared(read("claude-sonnet"));

        assertThat(names.shared(read("gpt-4o"))).isSameAs(first);
        assertThat(names.shared(read("claude-sonnet"))).isSameAs(other);
    }

    @Test
    void givesEachTextWhereTwoHaveThePlaceOfOne() {
        assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
        String first = names.shared(read("Aa"));

        String other = names.shared(read("BB"));
        String again = names.shared(read("Aa"));

        assertThat(other).isEqualTo("BB");
        assertThat(again).isEqualTo(first).isNotSameAs(first);
    }

    @Test
    void givesEqualTextsHoweverManyThereAre() {
        assertThat(IntStream.range(0, 20_000).mapToObj(i -> "tenant-" + i))
                .allSatisfy(text -> assertThat(names.shared(read(text))).isEqualTo(text));
    }
}
