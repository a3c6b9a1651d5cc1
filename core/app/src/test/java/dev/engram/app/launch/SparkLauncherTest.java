package dev.engram.app.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SparkLauncherTest {
    @Test
    void onlyADriverThatMakesNoRunsStartsWithoutC2() {
        String name = "SPARK_SUBMIT_OPTS";
        assertEquals(Map.of(name, "-XX:TieredStopAtLevel=1"), SparkLauncher.environment("spark://host:7077", ""));
        assertEquals(
                Map.of(name, "-XX:TieredStopAtLevel=1 -Xmx2g"),
                SparkLauncher.environment("local-cluster[2,1,1]", "-Xmx2g"));
        assertEquals(Map.of(), SparkLauncher.environment("local", ""));
        assertEquals(Map.of(), SparkLauncher.environment("local[4]", "-Xmx2g"));
    }
}
