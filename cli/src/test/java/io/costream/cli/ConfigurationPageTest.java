package io.costream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.alerts.AlertConfig;
import io.costream.cli.server.RunCommand;
import io.costream.processor.ProcessorConfig;
import io.costream.producer.CostreamConfig;
import io.costream.schemas.RegistryConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tables of docs/configuration.md are made from the code's own definitions. With {@code -Dcostream.docs=write} this
 * test writes them anew.
 */
final class ConfigurationPageTest {
    private static final Path PAGE = Path.of("..", "docs", "configuration.md");
    private static final Set<String> REGISTRY_KEYS = RegistryConfig.DEFINITION.names();

    static Stream<Arguments> parts() {
        return Stream.of(
                Arguments.of("schema-registry", RegistryConfig.DEFINITION, Set.of()),
                Arguments.of("processor", ProcessorConfig.DEFINITION, REGISTRY_KEYS),
                Arguments.of("alert-consumer", AlertConfig.DEFINITION, REGISTRY_KEYS),
                Arguments.of("registry", RunCommand.REGISTRY, Set.of()),
                Arguments.of("producer-lib", CostreamConfig.DEFINITION, REGISTRY_KEYS));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void hasTheKeysThatTheCodeHas(String part, ConfigDef definition, Set<String> elsewhere) throws IOException {
        String table = KeyTable.of(definition, elsewhere);
        if (System.getProperty("costream.docs", "").equals("write")) {
            Files.writeString(PAGE, replaced(Files.readString(PAGE), part, table));
        }

        String page = Files.readString(PAGE);

        assertThat(page)
                .as("the table of %s; write it anew with -Dcostream.docs=write", part)
                .contains(begin(part) + table + end(part));
    }

    private static String replaced(String page, String part, String table) {
        int from = page.indexOf(begin(part)) + begin(part).length();
        return page.substring(0, from) + table + page.substring(page.indexOf(end(part)));
    }

    private static String begin(String part) {
        return "<!-- keys of " + part + " -->\n";
    }

    private static String end(String part) {
        return "<!-- end of " + part + " -->\n";
    }
}
