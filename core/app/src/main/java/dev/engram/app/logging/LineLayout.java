package dev.engram.app.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.LayoutBase;
import dev.engram.engine.text.PrintableText;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.Locale;

/**
 * Formats log lines. A message is always one line without control characters, so that a name or a message of a
 * component cannot forge a line, or change the terminal on which the log is read.
 */
final class LineLayout extends LayoutBase<ILoggingEvent> {
    private static final DateTimeFormatter TO_SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.", Locale.ROOT).withZone(ZoneId.systemDefault());

    private static final int LEVEL_WIDTH = 5;

    /** The second of the last event. A run of a millisecond writes two lines, and its time is most of the work. */
    private static volatile Second last = new Second(Long.MIN_VALUE, "");

    private final Format format;

    LineLayout(Format format) {
        this.format = format;
    }

    /** A second since 1970, and its text up to the point before the milliseconds. */
    private record Second(long number, String text) {}

    /** Formats an event as one line, with or without a stack trace. */
    interface Format {
        String apply(ILoggingEvent event);
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        return format.apply(event);
    }

    /** Returns the message of an event as {@code engram: message}, for the console. */
    static String forConsole(ILoggingEvent e) {
        return PrintableText.line("engram: " + e.getFormattedMessage()) + System.lineSeparator();
    }

    /**
     * Returns an event with its time, level, run, logger and stack trace, for a file.
     *
     * @param run the key of the run's name
     */
    static String forFile(ILoggingEvent e, String run) {
        String logger = e.getLoggerName();
        StringBuilder b = new StringBuilder();
        appendTime(e.getInstant(), b);
        b.append(' ').append(e.getLevel());
        b.append(" ".repeat(Math.max(0, LEVEL_WIDTH - e.getLevel().toString().length())))
                .append(" [");
        b.append(PrintableText.line(e.getMDCPropertyMap().getOrDefault(run, "")));
        b.append("] ").append(logger.substring(logger.lastIndexOf('.') + 1)).append(" - ");
        b.append(PrintableText.line(e.getFormattedMessage())).append(System.lineSeparator());
        appendTrace(e.getThrowableProxy(), "", b);
        return b.toString();
    }

    private static void appendTime(Instant time, StringBuilder b) {
        Second second = last;
        if (second.number() != time.getEpochSecond()) {
            second = new Second(time.getEpochSecond(), TO_SECOND.format(time));
            last = second;
        }
        int millis = time.get(ChronoField.MILLI_OF_SECOND);
        b.append(second.text()).append(millis / 100).append(millis / 10 % 10).append(millis % 10);
    }

    private static void appendTrace(IThrowableProxy thrown, String before, StringBuilder b) {
        if (thrown == null) {
            return;
        }
        b.append(PrintableText.line(before
                        + thrown.getClassName()
                        + (thrown.getMessage() == null ? "" : ": " + thrown.getMessage())))
                .append(System.lineSeparator());
        for (StackTraceElementProxy element : thrown.getStackTraceElementProxyArray()) {
            b.append("\t").append(PrintableText.line(element.toString())).append(System.lineSeparator());
        }
        appendTrace(thrown.getCause(), "Caused by: ", b);
    }
}
