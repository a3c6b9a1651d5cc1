package dev.engram.app.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Configures logging without a file, which would take longer to read than most commands run. Warnings go to the
 * console. A command that makes runs adds a log file for everything else. A program that uses Engram as a library keeps
 * its own configuration.
 */
public final class LoggingConfigurator extends ContextAwareBase implements Configurator {
    /** The entry of the library, which is on the class path of programs. */
    private static final String LIBRARY = "/dev/engram/api/Engram.class";
    /** The property that the launcher of the distribution sets. */
    private static final String HOME = "engram.home";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (System.getProperty(HOME) == null && LoggingConfigurator.class.getResource(LIBRARY) != null) {
            // Without a configuration of its own, a program would get all of PF4J's debugging.
            context.getLogger("org.pf4j").setLevel(Level.WARN);
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        addConsole(context);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Prints warnings, and nothing else, to standard error. */
    static void addConsole(LoggerContext context) {
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setName("console");
        console.setContext(context);
        console.setTarget("System.err");
        console.setEncoder(encoder(context, LineLayout::forConsole));
        ch.qos.logback.classic.filter.ThresholdFilter warnings = new ch.qos.logback.classic.filter.ThresholdFilter();
        warnings.setLevel("WARN");
        warnings.start();
        console.addFilter(warnings);
        console.start();
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(console);
        // PF4J's warnings are reported once, as problems of the plugin.
        context.getLogger("org.pf4j").setLevel(Level.OFF);
        // It warns of leftovers of other processes that a third one removed first. A library that is missing throws.
        context.getLogger("org.sqlite.SQLiteJDBCLoader").setLevel(Level.OFF);
    }

    private static LayoutWrappingEncoder<ILoggingEvent> encoder(LoggerContext context, LineLayout.Format format) {
        LineLayout layout = new LineLayout(format);
        layout.setContext(context);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        encoder.start();
        return encoder;
    }

    /** Adds a file for all of Engram's own log lines, each with the name of its run. */
    public static void addLogFile(Path file) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setName("file");
        appender.setContext(context);
        appender.setFile(file.toString());
        appender.setAppend(true);
        appender.setEncoder(encoder(context, e -> LineLayout.forFile(e, RunName.KEY)));
        appender.start();
        ch.qos.logback.classic.Logger own = context.getLogger("dev.engram");
        own.setLevel(Level.INFO);
        own.addAppender(appender);
    }
}
