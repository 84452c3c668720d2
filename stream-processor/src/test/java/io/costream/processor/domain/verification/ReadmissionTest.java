package io.costream.processor.domain.verification;

import static io.costream.processor.domain.verification.RawCalls.aCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.costream.processor.domain.verification.Readmission.Decision;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReadmissionTest {
    private final Readmission readmission = readmission(10);

    private static Readmission readmission(int mostInMemory) {
        return new Readmission(new MemoryScratch(), new MemoryScratch(), Duration.ofDays(7), mostInMemory);
    }

    @Test
    void countsWhatCannotHaveACopy() {
        Decision first = readmission.decide(aCall(0).build(), false);
        Decision second = readmission.decide(aCall(1).build(), false);

        assertThat(first).isEqualTo(Decision.COUNTS);
        assertThat(second).isEqualTo(Decision.COUNTS);
    }

    @Test
    void rejectsACallInAPartitionThatIsNotItsOwn() {
        Decision decision = readmission.decide(aCall(0).elsewhere().build(), true);

        assertThat(decision).isEqualTo(Decision.REJECTED);
    }

    @Test
    void rejectsACallAheadOfItsArrivalThoughItIsPosted() {
        Decision decision =
                readmission.decide(aCall(0).at("2024-06-15T12:36:01Z").build(), true);

        assertThat(decision).isEqualTo(Decision.REJECTED);
    }

    @Test
    void findsTheSecondOfTwoIdsWithinTheHorizonThoughItIsPosted() {
        readmission.decide(aCall(0).id("same").build(), true);

        assertThat(readmission.decide(aCall(1).id("same").build(), true)).isEqualTo(Decision.DUPLICATE);
        assertThat(readmission.decide(aCall(2).of("other").id("same").build(), true))
                .isEqualTo(Decision.COUNTS);
    }

    @Test
    void takesAnIdAgainBehindTheHorizon() {
        readmission.decide(aCall(0).id("same").build(), true);

        Decision decision = readmission.decide(
                aCall(1).id("same").arriving("2024-06-22T12:31:01Z").build(), true);

        assertThat(decision).isEqualTo(Decision.COUNTS);
    }

    @Test
    void findsASequenceNumberThatCameBeforeWhoeverElseCameSince() {
        Readmission small = readmission(1);
        small.decide(aCall(0).sequence("one", 0).build(), true);
        small.decide(aCall(1).sequence("two", 0).build(), true);
        small.decide(aCall(2).sequence("three", 0).build(), true);

        assertThat(small.decide(aCall(3).sequence("one", 0).build(), true)).isEqualTo(Decision.DUPLICATE);
        assertThat(small.decide(aCall(4).sequence("one", 1).build(), true)).isEqualTo(Decision.COUNTS);
    }

    @Test
    void rejectsAnOldCallOfAnUnknownProducer() {
        Decision decision = readmission.decide(
                aCall(0).sequence("one", 5).at("2024-06-01T00:00:00Z").build(), false);

        assertThat(decision).isEqualTo(Decision.REJECTED);
    }

    @Test
    void takesTheLedgersWordForAProducerThatMayHaveBeenForgotten() {
        readmission.decide(aCall(0).sequence("one", 3).build(), true);
        RawCalls again = aCall(1).sequence("one", 3).at("2024-07-01T00:00:00Z").arriving("2024-07-01T00:00:00Z");

        Decision posted = readmission.decide(again.build(), true);

        assertThat(posted).isEqualTo(Decision.COUNTS);
        assertThat(readmission.decide(again.build(), true)).isEqualTo(Decision.DUPLICATE);
    }
}
