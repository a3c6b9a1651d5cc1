package dev.engram.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EngramPluginTest {
    private static final String EXTRA = "spark.executor.extraJavaOptions";

    private static String executorOptions(SparkConf conf) {
        EngramPlugin.configure(conf, null);
        return conf.get(EXTRA);
    }

    @Test
    void executorsHaveTheOptionsOfEngramsOwnCommandAndThoseOfTheUser() {
        assertEquals(
                "-XX:+UseSerialGC -XX:PerMethodTrapLimit=10000 -Dmine=1",
                executorOptions(new SparkConf(false).set(EXTRA, "-Dmine=1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {EXTRA, "spark.executor.defaultJavaOptions"})
    void aCollectorThatTheUserHasChosenStays(String setting) {
        String options = executorOptions(new SparkConf(false).set(setting, "-Dmine=1 -XX:+UseParallelGC"));
        assertEquals(-1, options.indexOf("UseSerialGC"), options);
    }
}
