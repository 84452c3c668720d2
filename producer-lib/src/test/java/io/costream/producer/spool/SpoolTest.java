package io.costream.producer.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    private static final long PLENTY = 1L << 30;

    @TempDir
    Path folder;

    private static SpooledEvent event(String key) {
        return new SpooledEvent(key.getBytes(StandardCharsets.UTF_8), new byte[100], 1_000);
    }

    private static List<String> keys(List<SpooledEvent> events) {
        return events.stream()
                .map(event -> new String(event.key(), StandardCharsets.UTF_8))
                .toList();
    }

    private Path onlySegment() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".events"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void givesEventsBackInOrderAndIsEmptyOnceTheyAreDiscarded() throws IOException {
        try (Spool spool = Spool.open(folder, PLENTY)) {
            spool.append(event("a"));
            spool.append(event("b"));

            List<SpooledEvent> taken = spool.next(10);
            spool.discardTaken();

            assertThat(keys(taken)).containsExactly("a", "b");
            assertThat(taken.get(0).value()).hasSize(100);
            assertThat(spool.isEmpty()).isTrue();
            assertThat(spool.bytes()).isZero();
        }
    }

    @Test
    void givesWhatWasNotDiscardedToTheNextProcess() throws IOException {
        try (Spool spool = Spool.open(folder, PLENTY)) {
            spool.append(event("a"));
            spool.append(event("b"));
            spool.next(1);
            spool.discardTaken();
            spool.next(1);
        }

        try (Spool spool = Spool.open(folder, PLENTY)) {
            spool.append(event("c"));

            assertThat(keys(spool.next(10))).containsExactly("a", "b", "c");
        }
    }

    @Test
    void toleratesATornEnd() throws IOException {
        try (Spool spool = Spool.open(folder, PLENTY)) {
            spool.append(event("a"));
            spool.append(event("b"));
        }
        Path segment = onlySegment();
        byte[] bytes = Files.readAllBytes(segment);
        Files.write(segment, Arrays.copyOf(bytes, bytes.length - 5));

        try (Spool spool = Spool.open(folder, PLENTY)) {
            spool.append(event("c"));

            assertThat(keys(spool.next(10))).containsExactly("a", "c");
            assertThat(spool.damagedSegments()).isEqualTo(1);
        }
    }

    @Test
    void givesNothingThatItsChecksumDoesNotMatch() throws IOException {
        try (Spool spool = Spool.open(folder, PLENTY)) {
            spool.append(event("a"));
        }
        Path segment = onlySegment();
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length - 1] ^= 1;
        Files.write(segment, bytes);

        try (Spool spool = Spool.open(folder, PLENTY)) {
            assertThat(spool.next(10)).isEmpty();
            spool.discardTaken();
            assertThat(spool.isEmpty()).isTrue();
        }
    }

    @Test
    void isFullAtItsLimit() throws IOException {
        try (Spool spool = Spool.open(folder, 300)) {
            assertThat(spool.append(event("a"))).isTrue();
            assertThat(spool.append(event("b"))).isTrue();
            assertThat(spool.append(event("c"))).isFalse();

            spool.next(2);
            spool.discardTaken();

            assertThat(spool.append(event("c"))).isTrue();
        }
    }

    @Test
    void goesOnInFurtherSegmentsAndDeletesThoseThatAreDone() throws IOException {
        try (Spool spool = Spool.open(folder, PLENTY)) {
            byte[] large = new byte[1 << 20];
            for (int i = 0; i < 10; i++) {
                spool.append(new SpooledEvent(("key-" + i).getBytes(StandardCharsets.UTF_8), large, 1_000));
            }

            List<String> first = keys(spool.next(7));
            spool.discardTaken();
            List<String> rest = keys(spool.next(7));
            spool.discardTaken();

            assertThat(Stream.concat(first.stream(), rest.stream()))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 10).mapToObj(i -> "key-" + i).toList());
            assertThat(spool.isEmpty()).isTrue();
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files).hasSize(1);
            }
        }
    }

    @Test
    void belongsToOneUserAtATime() throws IOException {
        try (Spool first = Spool.open(folder, PLENTY)) {
            assertThatIOException()
                    .isThrownBy(() -> Spool.open(folder, PLENTY))
                    .withMessageContaining(folder.toString());
            assertThat(first.isEmpty()).isTrue();
        }
    }
}
