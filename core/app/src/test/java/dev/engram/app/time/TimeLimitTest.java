package dev.engram.app.time;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimeLimitTest {
    @Test
    void theLongestLimitThatCanBeWrittenIsKept() throws Exception {
        Optional<Duration> limit = Durations.parse("999999999h");
        assertEquals("done", TimeLimit.call("work", limit, () -> "done"));
    }
}
