package stranger;

import static dev.engram.api.junit.EngramAssertions.assertNotWorse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.engram.api.Results;
import dev.engram.api.SuiteSpec;
import dev.engram.api.junit.EngramTest;
import java.util.List;
import org.junit.jupiter.api.Test;

@EngramTest
class MomentumTest {
    @Test
    void isNotWorseThanGradientDescentByMoreThanFivePercent(SuiteSpec suite) {
        Results results = suite.data("digits: {test: 0.25}")
                .network("dense: {units: 16, activation: tanh}", "dense: {units: 10, activation: softmax}")
                .loss("cross-entropy")
                .training("epochs", 10)
                .training("batch", 32)
                .compare("optimizer", "sgd: {rate: 0.1}", new Momentum(0.02f, 0.9f))
                .seeds(8)
                .run();
        assertEquals(16, results.cells().stream().mapToInt(c -> c.runs().size()).sum());
        assertNotWorse(results, "stranger-momentum", 0.05);
    }

    @Test
    void programsDoNotGetTheLibrariesOfTheCommandLine() {
        for (String name : List.of("picocli.CommandLine", "com.google.inject.Guice", "ch.qos.logback.core.Context")) {
            assertThrows(ClassNotFoundException.class, () -> Class.forName(name), name);
        }
    }
}
