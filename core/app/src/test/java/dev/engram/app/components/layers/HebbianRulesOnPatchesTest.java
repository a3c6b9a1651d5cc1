package dev.engram.app.components.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.plugins.layers.Conv;
import dev.engram.plugins.learningrules.Bcm;
import dev.engram.plugins.learningrules.CovarianceHebb;
import dev.engram.plugins.learningrules.Hebb;
import dev.engram.plugins.learningrules.KrotovHopfield;
import dev.engram.plugins.learningrules.NormalisedHebb;
import dev.engram.plugins.learningrules.Oja;
import dev.engram.plugins.learningrules.Sanger;
import dev.engram.plugins.learningrules.SoftHebb;
import dev.engram.spi.Initialiser;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Matrix;
import dev.engram.spi.layer.LayerKind;
import dev.engram.spi.shape.Shape;
import dev.engram.testkit.harness.ArrayMath;
import dev.engram.testkit.harness.SyntheticBatch;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.Dense;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.SumOfSquares;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Hebbian rules treat each position of a convolution as an example of its patch. */
class HebbianRulesOnPatchesTest {
    private static final int ROWS = 4;
    private static final int MAPS = 3;
    private static final Shape IMAGE = new Shape(2, 4, 3);
    /** Does not depend on the fans, which differ between a dense layer and a convolution of the same size. */
    private static final Initialiser SMALL = (w, from, to, fanIn, fanOut, rng) -> {
        for (int i = from; i < to; i++) {
            w[i] = 0.3f * rng.gaussian();
        }
    };

    static Stream<LearningRule> rules() {
        return Stream.of(
                new Hebb(false, 0.1f),
                new Oja(),
                new Sanger(),
                new Bcm(0.1f, 2),
                new CovarianceHebb(false, 0, 0.9f),
                new NormalisedHebb(0.01f),
                new SoftHebb(1, false, false),
                new KrotovHopfield(2, 0.4f, 2));
    }

    /** The inputs of the convolution are those of the batch; the layer before it only shapes them. */
    private static float[] onMaps(LearningRule rule, int kernel, String padding, SyntheticBatch[] batch) {
        TrainingHarness h =
                maps(rule, new Conv(MAPS, kernel, 1, padding, 1, 1, new Identity(), SMALL, TrainingTask.ZEROS, true));
        h.step();
        batch[0] = h.batch();
        return h.gradient("layer0/weights");
    }

    private static TrainingHarness maps(LearningRule rule, LayerKind conv) {
        TrainingTask task = TrainingTask.linear(MAPS, new double[] {1})
                .layers(conv, new Dense(MAPS, new Identity(), SMALL, TrainingTask.ZEROS))
                .rows(ROWS)
                .inputs(IMAGE.size());
        return new TrainingHarness(
                new TrainingTask(
                        task.data(),
                        Stream.concat(Stream.of(new PositionRulesTest.Positions(IMAGE)), task.layers().stream())
                                .toList(),
                        task.loss()),
                rule);
    }

    /** The rule on a dense layer whose examples are the given rows. */
    private static float[] onRows(LearningRule rule, float[][] rows) {
        return onRows(rule, rows, null);
    }

    /** The same from given weights; null for drawn ones. */
    private static float[] onRows(LearningRule rule, float[][] rows, float[] weights) {
        SyntheticBatch.Labels given =
                (x, from, inputs, t, tFrom, targets) -> System.arraycopy(rows[from / inputs], 0, x, from, inputs);
        TrainingHarness h = new TrainingHarness(
                new TrainingTask(
                        new SyntheticBatch.Data(1, rows.length, rows[0].length, MAPS, given, step -> 1),
                        List.of(
                                new Dense(MAPS, new Identity(), SMALL, TrainingTask.ZEROS),
                                new Dense(MAPS, new Identity(), SMALL, TrainingTask.ZEROS)),
                        new SumOfSquares()),
                rule);
        if (weights != null) {
            System.arraycopy(
                    weights, 0, h.theta(), h.parameter("layer0/weights").from(), weights.length);
        }
        h.step();
        return h.gradient("layer0/weights");
    }

    /** Returns the patches of a padded 3 x 3 kernel, one for each position of each example. */
    private static float[][] patches(Matrix images) {
        float[][] patches = new float[ROWS * IMAGE.positions()][IMAGE.channels() * 9];
        for (int r = 0; r < ROWS; r++) {
            for (int p = 0; p < IMAGE.positions(); p++) {
                for (int k = 0; k < IMAGE.channels() * 9; k++) {
                    int y = p / IMAGE.width() + k % 9 / 3 - 1, x = p % IMAGE.width() + k % 3 - 1;
                    boolean inside = y >= 0 && y < IMAGE.height() && x >= 0 && x < IMAGE.width();
                    int at = k / 9 * IMAGE.positions() + y * IMAGE.width() + x;
                    patches[r * IMAGE.positions() + p][k] = inside ? images.get(r, at) : 0;
                }
            }
        }
        return patches;
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aRuleOnAConvolutionIsTheRuleOnItsPatches(LearningRule rule) {
        SyntheticBatch[] batch = new SyntheticBatch[1];
        float[] maps = onMaps(rule, 3, "1", batch);
        float[] rows = onRows(rule, patches(batch[0].inputs()));
        assertEquals(0, ArrayMath.relativeDifference(rows, maps), 2e-6);
    }

    /** Two groups of three maps; each sees one of the two channels, and its maps compete among themselves only. */
    @ParameterizedTest
    @MethodSource("rules")
    void aRuleOnAConvolutionInGroupsIsTheRuleOnThePatchesOfEachGroup(LearningRule rule) {
        TrainingHarness grouped =
                maps(rule, new Conv(2 * MAPS, 3, 1, "1", 1, 2, new Identity(), SMALL, TrainingTask.ZEROS, true));
        float[] start = grouped.theta("layer0/weights").clone();
        grouped.step();
        float[][] all = patches(grouped.batch().inputs());
        int half = MAPS * 9;
        for (int g = 0; g < 2; g++) {
            float[][] rows = new float[all.length][];
            for (int r = 0; r < rows.length; r++) {
                rows[r] = Arrays.copyOfRange(all[r], g * 9, g * 9 + 9);
            }
            float[] expected = onRows(rule, rows, Arrays.copyOfRange(start, g * half, (g + 1) * half));
            float[] found = Arrays.copyOfRange(grouped.gradient("layer0/weights"), g * half, (g + 1) * half);
            assertEquals(0, ArrayMath.relativeDifference(expected, found), 2e-6, "group " + g);
        }
    }
}
