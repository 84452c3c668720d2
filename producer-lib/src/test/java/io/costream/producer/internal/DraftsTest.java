package io.costream.producer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.producer.Call;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DraftsTest {
    private final Drafts drafts = new Drafts();

    @Test
    void givesAThreadItsOwnAgainCleared() {
        Drafts.Draft draft = drafts.take();
        draft.call.keep(Call.builder().model("m").build());
        drafts.give(draft);

        Drafts.Draft again = drafts.take();

        assertThat(again).isSameAs(draft);
        assertThat(again.call.isPlain()).isTrue();
    }

    @Test
    void givesNewMemoryWhereItsOwnAndThoseBesideItAreInUse() {
        List<Drafts.Draft> inUse =
                IntStream.range(0, 5).mapToObj(i -> drafts.take()).toList();
        drafts.give(inUse.get(4));

        Drafts.Draft another = drafts.take();

        assertThat(inUse).doesNotHaveDuplicates().doesNotContain(another);
    }

    @Test
    void givesOneBesideItsOwnAgainOnceThatIsFree() {
        Drafts.Draft own = drafts.take();
        Drafts.Draft beside = drafts.take();
        drafts.give(beside);

        Drafts.Draft again = drafts.take();

        assertThat(beside).isNotSameAs(own);
        assertThat(again).isSameAs(beside);
    }

    @Test
    void givesNothingToTwoThreadsAtATime() throws InterruptedException {
        int threads = 40;
        AtomicInteger doubled = new AtomicInteger();
        Set<Drafts.Draft> inUse = ConcurrentHashMap.newKeySet();
        CountDownLatch done = new CountDownLatch(threads);
        for (int thread = 0; thread < threads; thread++) {
            new Thread(() -> {
                        for (int i = 0; i < 5_000; i++) {
                            Drafts.Draft draft = drafts.take();
                            doubled.addAndGet(inUse.add(draft) ? 0 : 1);
                            inUse.remove(draft);
                            drafts.give(draft);
                        }
                        done.countDown();
                    })
                    .start();
        }

        done.await();

        assertThat(doubled).hasValue(0);
    }
}
