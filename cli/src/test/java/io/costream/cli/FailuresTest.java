package io.costream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class FailuresTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--vrebose | unknown option --vrebose; did you mean --verbose?",
                "--nothing-like-it | unknown option --nothing-like-it; see costream --help",
                "'' | a command is needed",
            })
    void saysInOneLineWhatIsWrong(String argument, String message) {
        StringWriter err = new StringWriter();
        CommandLine command = Main.commandLine().setErr(new PrintWriter(err));

        int status = argument.isEmpty() ? command.execute() : command.execute(argument);

        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).startsWith("costream: ").contains(message).hasLineCount(1);
    }
}
