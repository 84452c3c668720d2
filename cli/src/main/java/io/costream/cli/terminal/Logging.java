package io.costream.cli.terminal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.LoggerFactory;

/**
 * Logs to standard error, quietly: standard output belongs to results. In code rather than in a file, since reading a
 * file would take a good part of a short command's time.
 */
public final class Logging extends ContextAwareBase implements Configurator {
    private static final String OWN = "io.costream";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%d{HH:mm:ss.SSS} %-5level %logger{20} %msg %kvp%n");
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setTarget("System.err");
        console.setEncoder(encoder);
        console.start();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.OFF);
        root.addAppender(console);
        context.getLogger(OWN).setLevel(Level.WARN);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Lets the lifecycle of a server that runs for long be seen, and the warnings of its libraries. */
    public static void server() {
        level(OWN, Level.INFO);
        level(Logger.ROOT_LOGGER_NAME, Level.ERROR);
    }

    public static void verbose() {
        level(OWN, Level.DEBUG);
        level(Logger.ROOT_LOGGER_NAME, Level.DEBUG);
        level("org.apache.kafka", Level.INFO);
        level("org.eclipse.jetty", Level.INFO);
        level("kafka", Level.INFO);
    }

    private static void level(String name, Level level) {
        ((Logger) LoggerFactory.getLogger(name)).setLevel(level);
    }
}
