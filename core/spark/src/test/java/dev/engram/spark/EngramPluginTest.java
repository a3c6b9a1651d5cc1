package dev.engram.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class EngramPluginTest {
    private static final String ENGRAM = "-XX:PerMethodTrapLimit=10000"
            + " -XX:Tier4InvocationThreshold=20000 -XX:Tier4MinInvocationThreshold=600"
            + " -XX:Tier4CompileThreshold=60000 -XX:Tier4BackEdgeThreshold=160000";

    @Test
    void executorsHaveTheOptionsOfEngramsOwnCommandAndThoseOfTheUser() {
        assertEquals("-XX:+UseSerialGC " + ENGRAM + " -Dmine=1", EngramPlugin.executorOptions("-Dmine=1", "-Dother=2"));
    }

    @Test
    void aCollectorThatTheUserHasChosenStays() {
        assertEquals(ENGRAM + " -XX:+UseParallelGC", EngramPlugin.executorOptions("-XX:+UseParallelGC", ""));
        assertEquals(ENGRAM, EngramPlugin.executorOptions("", "-XX:+UseG1GC -Xss2m"));
    }
}
