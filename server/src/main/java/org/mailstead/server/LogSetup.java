package org.mailstead.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * The log: one line per event on the error output, for people and for the system's journal. Set up here and not in XML,
 * which takes a tenth of a second to read at each start. {@code -Dmailstead.log=debug} shows more.
 */
public final class LogSetup extends ContextAwareBase implements Configurator {
    private static final String PATTERN = "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level %msg%n%ex{full}";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        var layout = new PatternLayoutEncoder();
        layout.setContext(context);
        layout.setPattern(PATTERN);
        layout.start();
        var console = new ConsoleAppender<ILoggingEvent>();
        console.setContext(context);
        console.setTarget("System.err");
        console.setEncoder(layout);
        console.start();
        var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(console);
        // Warns of what strangers send wrongly, as often as they like: the line of the request says it already.
        context.getLogger("org.eclipse.jetty").setLevel(Level.ERROR);
        context.getLogger("org.mailstead").setLevel(Level.toLevel(System.getProperty("mailstead.log"), Level.INFO));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
