package io.costream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.alerts.AlertConfig;
import io.costream.processor.ProcessorConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The environment in docker-compose.yml is what the parts take. */
final class ComposeTest {
    private static final Path FILE = Path.of("..", "docker-compose.yml");

    @Test
    void givesTheProcessorsWhatTheyTake() throws IOException {
        for (String service : List.of("processor-1", "processor-2")) {
            Map<String, String> environment = environment(service);

            ProcessorConfig config = ProcessorConfig.of(Map.of(), environment);

            assertThat(config.getString(ProcessorConfig.API_ADVERTISED)).isEqualTo(service + ":7070");
            assertThat(variables(ProcessorConfig.DEFINITION)).containsAll(environment.keySet());
        }
    }

    @Test
    void givesTheAlertConsumerWhatItTakes() throws IOException {
        Map<String, String> environment = environment("alert-consumer");

        AlertConfig config = AlertConfig.of(Map.of(), environment);

        assertThat(config.getShort(AlertConfig.REPLICATION_FACTOR)).isEqualTo((short) 3);
        assertThat(variables(AlertConfig.DEFINITION)).containsAll(environment.keySet());
    }

    private static Map<String, String> environment(String service) throws IOException {
        Map<?, ?> file = new Yaml().load(Files.readString(FILE));
        Map<?, ?> services = (Map<?, ?>) file.get("services");
        Map<?, ?> environment = (Map<?, ?>) ((Map<?, ?>) services.get(service)).get("environment");
        Map<String, String> texts = new TreeMap<>();
        environment.forEach((name, value) -> texts.put(name.toString(), value.toString()));
        return texts;
    }

    private static Set<String> variables(ConfigDef definition) {
        return definition.names().stream().map(ComposeTest::variable).collect(Collectors.toUnmodifiableSet());
    }

    private static String variable(String key) {
        return "COSTREAM_" + key.toUpperCase(Locale.ROOT).replace('.', '_');
    }
}
