package dev.engram.app.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Logback with the configuration of the program, without Logback's search for one, which opens every jar of the class
 * path. A program that uses Engram as a library has Logback's own provider, which finds {@link LoggingConfigurator}.
 */
public final class LoggingProvider implements SLF4JServiceProvider {
    /** The system property that names the provider. SLF4J then does not search for one either. */
    public static final String PROPERTY = "slf4j.provider";

    private final LoggerContext context = new LoggerContext();
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final LogbackMDCAdapter mdc = new LogbackMDCAdapter();

    @Override
    public void initialize() {
        context.setName("default");
        context.setMDCAdapter(mdc);
        LoggingConfigurator.addConsole(context);
        context.start();
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return context;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return mdc;
    }

    /** Any version of the API from 2.0 on. */
    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }
}
