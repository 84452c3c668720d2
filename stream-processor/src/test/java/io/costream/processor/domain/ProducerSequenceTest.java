package io.costream.processor.domain;

import static io.costream.processor.domain.ProducerSequence.Verdict.DUPLICATE;
import static io.costream.processor.domain.ProducerSequence.Verdict.FORGOTTEN;
import static io.costream.processor.domain.ProducerSequence.Verdict.NEW;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProducerSequenceTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42})
    void agreesWithASetOfAllNumbers(long seed) {
        Random random = new Random(seed);
        ProducerSequence sequence = new ProducerSequence();
        Set<Long> counted = new HashSet<>();

        for (int i = 0; i < 5_000; i++) {
            // Mostly onwards, sometimes ahead or back, within few enough gaps to remember them all.
            long number = Math.max(0, i / 4 + random.nextInt(40) - 20);
            boolean isNew = counted.add(number);
            assertThat(sequence.count(number, i))
                    .as("seed %d, %d", seed, number)
                    .isEqualTo(isNew ? NEW : DUPLICATE);
            if (i % 100 == 0) {
                sequence = ProducerSequence.fromBytes(sequence.toBytes());
            }
        }
    }

    @Test
    void countsANumberThatFillsAGap() {
        ProducerSequence sequence = new ProducerSequence();
        sequence.count(0, 1);
        sequence.count(5, 2);

        ProducerSequence.Verdict verdict = sequence.count(3, 3);

        assertThat(verdict).isEqualTo(NEW);
        assertThat(sequence.missing()).isEqualTo(3);
        assertThat(sequence.count(3, 4)).isEqualTo(DUPLICATE);
    }

    @Test
    void neverCallsAForgottenNumberADuplicate() {
        ProducerSequence sequence = new ProducerSequence();
        for (long number = 1; number <= 2L * (ProducerSequence.MOST_GAPS + 10); number += 2) {
            sequence.count(number, 1);
        }

        ProducerSequence.Verdict verdict = sequence.count(0, 2);

        assertThat(verdict).isEqualTo(FORGOTTEN);
    }
}
