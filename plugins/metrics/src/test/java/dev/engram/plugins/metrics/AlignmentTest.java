package dev.engram.plugins.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.spi.Parameter;
import dev.engram.spi.Parameter.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AlignmentTest {
    private static final List<Parameter> PARAMETERS = List.of(
            new Parameter("layer1/weights", 0, 2, 1, 2, Set.of(Tag.WEIGHT)),
            new Parameter("layer0/weights", 2, 4, 1, 2, Set.of(Tag.WEIGHT, Tag.FIRST)),
            new Parameter("layer2/weights", 4, 6, 1, 2, Set.of(Tag.WEIGHT, Tag.LAST)),
            new Parameter("layer0/bias", 6, 7, 1, 1, Set.of(Tag.BIAS, Tag.FIRST)),
            new Parameter("feedback/weights", 7, 9, 1, 2, Set.of(Tag.WEIGHT, Tag.AUXILIARY)));

    private static Map<String, Double> angles(float[] pseudo, float[] gradient) {
        Map<String, Double> found = new LinkedHashMap<>();
        new Alignment().compute(TestProbe.of(PARAMETERS).gradients(pseudo, gradient), found::put);
        return found;
    }

    @Test
    void anglesAreThoseOfTheWeightsOfEachLayerAndOfAllParametersOfTheNetwork() {
        float[] pseudo = {1, 0, 3, 4, 1, 1, 2, 9, -9};
        float[] gradient = {1, 1, 4, -3, -2, -2, 2, -9, 9};
        Map<String, Double> found = angles(pseudo, gradient);
        assertEquals(Set.of("layer0", "layer1", "layer2", ""), found.keySet());
        assertEquals(45, found.get("layer1"), 1e-12);
        assertEquals(90, found.get("layer0"), 1e-12);
        assertEquals(180, found.get("layer2"), 1e-5);
        // product 1 - 4 + 4, squares 1 + 25 + 2 + 4 and 2 + 25 + 8 + 4
        assertEquals(Math.toDegrees(StrictMath.acos(1 / Math.sqrt(32 * 39))), found.get(""), 1e-12);
    }

    @Test
    void anglesDoNotDependOnLengths() {
        float[] pseudo = {1, 2, 3, 4, 5, 6, 7, 0, 0};
        float[] gradient = {2, 1, 1, 1, 0, 3, 1, 0, 0};
        float[] tiny = gradient.clone();
        for (int i = 0; i < tiny.length; i++) {
            tiny[i] *= 0x1p-100f;
        }
        assertEquals(angles(pseudo, gradient), angles(pseudo, tiny));
    }

    @Test
    void backPropagationIsAtAngleZeroExactly() {
        float[] g = {0.1f, 0.7f, -0.3f, 1e-3f, 5, 0.9f, 0.2f, 1, 1};
        angles(g, g.clone()).values().forEach(a -> assertEquals(0, a));
    }

    @Test
    void aZeroVectorHasNoAngle() {
        Map<String, Double> found =
                angles(new float[] {0, 0, 1, 1, 1, 1, 1, 1, 1}, new float[] {1, 1, 0, 0, 1, 1, 1, 0, 0});
        assertEquals(Double.NaN, found.get("layer0"));
        assertEquals(Double.NaN, found.get("layer1"));
        assertEquals(0, found.get("layer2"));
        assertEquals(Math.toDegrees(StrictMath.acos(3.0 / 5)), found.get(""), 1e-12);
    }

    @Test
    void withoutATrueGradientEverythingIsMissing() {
        Map<String, Double> found = angles(new float[] {1, 1, 1, 1, 1, 1, 1, 1, 1}, null);
        assertEquals(4, found.size());
        found.values().forEach(a -> assertEquals(Double.NaN, a));
    }
}
