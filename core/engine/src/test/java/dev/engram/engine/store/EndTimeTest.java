package dev.engram.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EndTimeTest {
    private static final Instant TIME = Instant.parse("2026-11-29T09:08:07.123456Z");

    @Test
    void textsAreThoseOfInstantsToTheMillisecondAndAreReadBack() {
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            Instant time = TIME.plusMillis(random.nextInt(3000)).plusSeconds(i % 7 == 0 ? random.nextInt() : 0);
            Instant millis = time.truncatedTo(ChronoUnit.MILLIS);
            assertEquals(millis.toString(), EndTime.text(time));
            assertEquals(millis.toEpochMilli(), EndTime.millis(millis.toString()));
        }
    }

    @Test
    void timesBefore1970AndWholeSecondsAreRead() {
        for (String text :
                new String[] {"1969-12-31T23:59:59.001Z", "2026-11-29T09:08:07Z", "-0001-01-01T00:00:00.500Z"}) {
            Instant time = Instant.parse(text);
            assertEquals(text, EndTime.text(time));
            assertEquals(time.toEpochMilli(), EndTime.millis(text));
        }
    }

    @Test
    void textsWithTheSecondOfALastTimeButWrongMillisecondsAreRefused() {
        EndTime.text(TIME);
        assertThrows(DateTimeException.class, () -> EndTime.millis("2026-11-29T09:08:07.12xZ"));
        assertThrows(DateTimeException.class, () -> EndTime.millis("2026-11-29T09:08:07.123X"));
    }
}
