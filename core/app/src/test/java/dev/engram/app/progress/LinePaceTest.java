package dev.engram.app.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LinePaceTest {
    private long now;

    private void at(double seconds) {
        now = (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    }

    @Test
    void aLineIsDueForEachPercentButAtMostOnceInASecond() {
        LinePace pace = new LinePace(1000, true, () -> now);
        assertTrue(pace.isDue(10));
        at(0.5);
        assertFalse(pace.isDue(500), "after half a second");
        at(1.5);
        assertTrue(pace.isDue(600));
        assertEquals(", about 1 s left", pace.timeLeft(600));
        at(3);
        assertFalse(pace.isDue(609), "less than a percent");
        assertTrue(pace.isDue(610));
        assertTrue(pace.isDue(1000), "the end");
        assertEquals("", pace.timeLeft(1000));
    }

    @Test
    void workOfLessThanASecondHasNoLineUnlessTheFirstIsDueAtOnce() {
        LinePace pace = new LinePace(10, false, () -> now);
        at(0.9);
        assertFalse(pace.isDue(5));
        assertFalse(pace.isDue(10));
    }
}
