package dev.engram.engine.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.engine.suite.Toys;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasureTest {
    private static final String HEAD = """
        data: digits
        network: [{dense: {units: 3}}]
        loss: cross-entropy
        optimizer: sgd
        training: {epochs: 3}
        """;

    @TempDir
    private Path folder;

    private String problems(String text) {
        return Toys.problems(Toys.write(folder, "s.yaml", HEAD + text));
    }

    @Test
    void aMetricThatIsListedTwiceIsAProblemBecauseItsResultsHaveOneName() {
        assertEquals(
                "s.yaml:6:17 measure.1: loss is listed twice, and its results would have the same name; list it once",
                problems("measure: [loss, loss]\n").strip());
        assertEquals(
                "s.yaml:6:22 measure.1: alignment is listed twice, and its results would have the same name; list it"
                        + " once",
                problems("measure: [alignment, {alignment: {window: 2}}]\n").strip());
    }

    @Test
    void aDetailIsNotATarget() {
        assertEquals(
                "s.yaml:7:18 target.metric: 'loss[cat]' is a detail of a metric, measured only at the end of a run;"
                        + " name the metric itself: loss",
                problems("measure: [loss]\ntarget: {metric: \"loss[cat]\", at: 1}\n")
                        .strip());
    }
}
