package dev.engram.plugins.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MistakesTest {
    private static Map<String, Double> read(Map<String, float[]> state) {
        Map<String, Double> found = new TreeMap<>();
        new Mistakes().compute(TestProbe.of(List.of()).ruleState(state), found::put);
        return found;
    }

    @Test
    void theCountsOfAllLayersAreAdded() {
        Map<String, float[]> state = Map.of(
                "layer0/mistakes", new float[] {3},
                "layer1/mistakes", new float[] {4},
                "layer0/unmistakes", new float[] {50});
        assertEquals(Map.of("", 7.0), read(state));
    }

    @Test
    void aRuleThatDoesNotCountHasNoReading() {
        assertEquals(Map.of("", Double.NaN), read(Map.of("weights", new float[] {1})));
    }
}
