package dev.engram.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class EngramPluginTest {
    @Test
    void executorsHaveTheOptionsOfEngramsOwnCommandAndThoseOfTheUser() {
        assertEquals(
                "-XX:+UseSerialGC -XX:PerMethodTrapLimit=10000 -Dmine=1",
                EngramPlugin.executorOptions("-Dmine=1", "-Dother=2"));
    }

    @Test
    void aCollectorThatTheUserHasChosenStays() {
        assertEquals(
                "-XX:PerMethodTrapLimit=10000 -XX:+UseParallelGC",
                EngramPlugin.executorOptions("-XX:+UseParallelGC", ""));
        assertEquals("-XX:PerMethodTrapLimit=10000", EngramPlugin.executorOptions("", "-XX:+UseG1GC -Xss2m"));
    }
}
