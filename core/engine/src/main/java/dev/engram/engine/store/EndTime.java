package dev.engram.engine.store;

import java.time.Instant;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;

/**
 * Times as text: ISO 8601 in UTC, to the millisecond. Many runs end in the same second, whose text is kept, because
 * writing and reading a time takes longer than storing all other numbers of a run.
 */
final class EndTime {
    private static final int MILLIS_PER_SECOND = 1000;
    /** The length of the milliseconds, with the point before and the zone behind them. */
    private static final int MILLIS_LENGTH = 5;

    private static volatile Second last = new Second(0, "1970-01-01T00:00:00");

    private EndTime() {}

    /** A second since 1970, and its text without the zone. */
    private record Second(long number, String text) {}

    /** Returns the text of a time. */
    static String text(Instant time) {
        int millis = time.get(ChronoField.MILLI_OF_SECOND);
        if (millis == 0) {
            return time.truncatedTo(ChronoUnit.MILLIS).toString(); // has no fraction
        }
        Second second = last;
        if (second.number() != time.getEpochSecond()) {
            String text = time.truncatedTo(ChronoUnit.SECONDS).toString();
            second = new Second(time.getEpochSecond(), text.substring(0, text.length() - 1));
            last = second;
        }
        return second.text() + '.' + millis / 100 + millis / 10 % 10 + millis % 10 + 'Z';
    }

    /** Returns the milliseconds from 1970 to the time of a text. */
    static long millis(String text) {
        Second second = last;
        int point = second.text().length();
        if (text.length() != point + MILLIS_LENGTH || !text.startsWith(second.text()) || text.charAt(point) != '.') {
            return Instant.parse(text).toEpochMilli();
        }
        int millis = 0;
        for (int i = point + 1; i < point + MILLIS_LENGTH - 1; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return Instant.parse(text).toEpochMilli(); // which throws an exception
            }
            millis = 10 * millis + digit;
        }
        return text.endsWith("Z")
                ? second.number() * MILLIS_PER_SECOND + millis
                : Instant.parse(text).toEpochMilli();
    }
}
