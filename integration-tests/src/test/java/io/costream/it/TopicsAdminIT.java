package io.costream.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costream.schemas.TopicMismatchException;
import io.costream.schemas.TopicSpec;
import io.costream.schemas.Topics;
import io.costream.schemas.TopicsAdmin;
import java.nio.file.Path;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TopicsAdminIT {
    private static final Topics TOPICS = Topics.withPrefix("test.").partitions(2);
    private static final short ONE_COPY = 1;

    @TempDir
    private Path folder;

    private TestKafka broker;
    private Admin admin;

    @BeforeEach
    void start() {
        broker = TestKafka.start(folder);
        admin = Admin.create(new Broker(broker.bootstrapServers()).keys());
    }

    @AfterEach
    void stop() {
        admin.close();
        broker.close();
    }

    @Test
    void createsEveryTopicOnce() throws Exception {
        TopicsAdmin.createOrVerify(admin, TOPICS, ONE_COPY);

        TopicsAdmin.createOrVerify(admin, TOPICS, ONE_COPY);

        assertThat(admin.listTopics().names().get())
                .containsExactlyInAnyOrderElementsOf(
                        TOPICS.all().stream().map(TopicSpec::name).toList());
    }

    @Test
    void namesEveryTopicThatIsNotAsItMustBe() throws Exception {
        new Broker(broker.bootstrapServers()).create(TOPICS.calls(), 1);

        assertThatThrownBy(() -> TopicsAdmin.createOrVerify(admin, TOPICS, ONE_COPY))
                .isInstanceOf(TopicMismatchException.class)
                .hasMessageContaining("test.calls has 1 partitions instead of 2")
                .hasMessageContaining("test.calls has message.timestamp.type=CreateTime instead of LogAppendTime");
        assertThat(admin.listTopics().names().get()).containsExactly(TOPICS.calls());
    }
}
