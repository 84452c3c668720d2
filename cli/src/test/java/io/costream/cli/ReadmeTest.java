package io.costream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.costream.alerts.BudgetFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the README shows is what the program takes. */
final class ReadmeTest {
    private static final Path README = Path.of("..", "README.md");
    private static final Path EXAMPLE = Path.of("src", "test", "java", "io", "costream", "cli", "EmittingExample.java");

    private static final BudgetFile.Known EVERYTHING = new BudgetFile.Known() {
        @Override
        public boolean isModel(String model) {
            return true;
        }

        @Override
        public boolean isProvider(String provider) {
            return true;
        }

        @Override
        public Set<String> budgets() {
            return Set.of();
        }
    };

    @Test
    void showsCodeThatCompiles() throws IOException {
        String example = withoutIndent(Files.readString(EXAMPLE));

        List<String> shown = blocks("java").toList();

        assertThat(shown).isNotEmpty().allSatisfy(code -> assertThat(example).contains(withoutIndent(code)));
    }

    @Test
    void showsBudgetsThatCanBeApplied() throws IOException {
        List<String> shown = blocks("yaml").toList();

        assertThat(shown)
                .isNotEmpty()
                .allSatisfy(file ->
                        assertThat(BudgetFile.read(file, EVERYTHING).errors()).isEmpty());
    }

    static Stream<String> commands() throws IOException {
        return blocks("sh")
                .flatMap(block -> block.replace("\\\n", " ").lines())
                .filter(line -> line.contains("./costream "))
                .map(line -> line.replaceFirst(".*\\./costream +", "").replaceFirst(" +#.*", ""));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void showsCommandsThatExist(String command) {
        String[] arguments =
                Pattern.compile(" +").splitAsStream(command.strip()).toArray(String[]::new);

        assertThatCode(() -> Main.commandLine().parseArgs(arguments)).doesNotThrowAnyException();
    }

    /** The blocks of a language: between a fence that names it and the fence that ends it. */
    private static Stream<String> blocks(String language) throws IOException {
        return Pattern.compile("^```" + language + "\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(Files.readString(README))
                .results()
                .map(block -> block.group(1).strip());
    }

    private static String withoutIndent(String code) {
        return code.lines().map(String::strip).collect(Collectors.joining("\n"));
    }
}
