package dev.engram.app.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LineLayoutTest {
    private static LoggingEvent event(String message, Throwable thrown) {
        LoggingEvent e = new LoggingEvent();
        e.setLoggerContext(new LoggerContext());
        e.setLoggerName("dev.engram.app.run.Execution");
        e.setLevel(Level.INFO);
        e.setMessage(message);
        e.setTimeStamp(0);
        e.setMDCPropertyMap(Map.of("run", "a\nb #1"));
        if (thrown != null) {
            e.setThrowableProxy(new ch.qos.logback.classic.spi.ThrowableProxy(thrown));
        }
        return e;
    }

    @Test
    void aMessageCannotForgeALineOrMoveTheCursor() {
        String text = LineLayout.forFile(event("failed\n2026-01-01 00:00:00.000 INFO  forged \u001b[2J", null), "run");
        assertEquals(1, text.lines().count(), text);
        assertTrue(
                text.contains(" INFO  [a\\nb #1] Execution - failed\\n2026-01-01 00:00:00.000 INFO  forged \\u001b[2J"),
                text);
        assertEquals("engram: one\\ntwo" + System.lineSeparator(), LineLayout.forConsole(event("one\ntwo", null)));
    }

    @Test
    void eachLineHasTheTimeOfItsEvent() {
        DateTimeFormatter format = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT)
                .withZone(ZoneId.systemDefault());
        for (long millis : new long[] {1_795_896_000_007L, 1_795_896_000_999L, 1_795_896_001_070L, 5, -1, 0}) {
            LoggingEvent e = event("m", null);
            e.setInstant(Instant.ofEpochMilli(millis));
            assertEquals(
                    format.format(e.getInstant()) + " INFO  [a\\nb #1] Execution - m" + System.lineSeparator(),
                    LineLayout.forFile(e, "run"));
        }
    }

    @Test
    void aStackTraceHasTheCausesAndNoForgedLine() {
        Exception thrown = new IllegalStateException("outer\nforged", new IllegalArgumentException("inner"));
        List<String> lines =
                LineLayout.forFile(event("failed", thrown), "run").lines().toList();
        assertEquals("java.lang.IllegalStateException: outer\\nforged", lines.get(1));
        assertTrue(lines.contains("Caused by: java.lang.IllegalArgumentException: inner"), lines::toString);
        assertTrue(
                lines.stream().skip(2).allMatch(l -> l.startsWith("\tat ") || l.startsWith("Caused by: ")),
                lines::toString);
    }
}
