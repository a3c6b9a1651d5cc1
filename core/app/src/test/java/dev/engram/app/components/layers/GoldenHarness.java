package dev.engram.app.components.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.spi.Initialiser;
import dev.engram.spi.Parameter;
import dev.engram.spi.layer.LayerKind;
import dev.engram.spi.shape.Shape;
import dev.engram.testkit.harness.ArrayMath;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.Dense;
import dev.engram.testkit.parts.Identity;
import java.util.Map;
import java.util.stream.Stream;

/** Networks that take one step from the numbers of a golden case. */
final class GoldenHarness {
    private static final double TOLERANCE = 3e-6;

    static final Initialiser EYE = (w, from, to, fanIn, fanOut, rng) -> {
        for (int i = from; i < to; i++) {
            w[i] = (i - from) / fanIn == (i - from) % fanIn ? 1 : 0;
        }
    };

    /** Scale and shift of a normalization, by the end of their names. */
    static final Map<String, String> NORM = Map.of("gamma", "/gamma", "beta", "/beta");

    private GoldenHarness() {}

    static TrainingHarness harness(GoldenCase golden, LayerProbe probe, LayerKind... layers) {
        int[] shape = golden.inputShape();
        int inputs = 1;
        for (int i = 1; i < shape.length; i++) {
            inputs *= shape[i];
        }
        int outputs = golden.output().length / shape[0];
        LayerKind[] all = Stream.of(
                        Stream.of(new ShapedIdentity(new Shape(
                                shape[1],
                                shape.length == 4 ? shape[2] : 1,
                                shape.length > 2 ? shape[shape.length - 1] : 1))),
                        Stream.of(layers),
                        Stream.of(new Dense(outputs, new Identity(), EYE, TrainingTask.ZEROS)))
                .flatMap(s -> s)
                .toArray(LayerKind[]::new);
        TrainingTask task =
                TrainingTask.linear(outputs, new double[inputs]).layers(all).rows(shape[0]);
        return new TrainingHarness(task, probe);
    }

    static LayerProbe probe(GoldenCase golden) {
        return new LayerProbe(
                golden.numbers("in", "x"),
                golden.errorAtOutput(),
                golden.hasTangent() ? golden.numbers("tangent_in", "x") : null);
    }

    /** Copies the golden parameters into the network, by the end of their names. */
    static void copy(GoldenCase golden, String group, Map<String, String> names, TrainingHarness h, float[] to) {
        names.forEach((name, ending) -> {
            Parameter p = parameter(h, ending);
            System.arraycopy(golden.numbers(group, name), 0, to, p.from(), p.to() - p.from());
        });
    }

    static Parameter parameter(TrainingHarness h, String ending) {
        return h.arena().allParameters().stream()
                .filter(p -> p.name().endsWith(ending))
                .findFirst()
                .orElseThrow();
    }

    static void assertClose(float[] expected, float[] actual, String what) {
        assertEquals(expected.length, actual.length, what);
        assertEquals(0, ArrayMath.relativeDifference(expected, actual), TOLERANCE, what);
    }
}
