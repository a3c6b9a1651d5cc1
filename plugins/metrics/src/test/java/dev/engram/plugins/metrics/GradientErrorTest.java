package dev.engram.plugins.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.plugins.metrics.GradientError.Reference;
import dev.engram.spi.Metric.Probe;
import dev.engram.spi.Parameter;
import dev.engram.spi.Parameter.Tag;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GradientErrorTest {
    private static final TestProbe STEP = TestProbe.of(List.of(
            new Parameter("layer0/weights", 0, 2, 1, 2, Set.of(Tag.WEIGHT, Tag.FIRST, Tag.LAST)),
            new Parameter("layer0/bias", 2, 3, 1, 1, Set.of(Tag.BIAS)),
            new Parameter("rule/feedback", 3, 4, 1, 1, Set.of(Tag.AUXILIARY))));

    private static Map<String, Double> errors(Reference reference, Probe probe) {
        Map<String, Double> found = new TreeMap<>();
        new GradientError(reference).compute(probe, found::put);
        return found;
    }

    @Test
    void theErrorIsRelativeToTheTrueGradientAndLeavesTheRulesOwnParametersOut() {
        Probe probe = STEP.gradients(new float[] {3, 5, 2, 70}, new float[] {3, 4, 0, 0});
        assertEquals(Map.of("", Math.sqrt(0.2), "layer0", 0.2), errors(Reference.FORWARD, probe));
    }

    @Test
    void theReferenceCanBeTheGradientOfTheSettledNetwork() {
        Probe probe = STEP.gradients(new float[] {3, 4, 0, 0}, new float[] {3, 4, 0, 0})
                .settled(new float[] {0, 4, 0, 0});
        assertEquals(0, errors(Reference.FORWARD, probe).get(""));
        assertEquals(0.75, errors(Reference.SETTLED, probe).get(""));
    }

    @Test
    void withoutTheReferenceTheErrorIsMissing() {
        Probe probe = STEP.gradients(new float[] {3, 4, 0, 0}, new float[] {3, 4, 0, 0});
        assertTrue(errors(Reference.SETTLED, probe).values().stream().allMatch(x -> x.isNaN()));
    }
}
