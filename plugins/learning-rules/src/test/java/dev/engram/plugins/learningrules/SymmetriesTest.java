package dev.engram.plugins.learningrules;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.engine.data.Split;
import dev.engram.engine.step.LearningSource;
import dev.engram.spi.Activation;
import dev.engram.spi.Parameter;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.SumOfSquares;
import dev.engram.testkit.parts.Tanh;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Invariances of back-propagation under the symmetries of a network. */
class SymmetriesTest {
    private static final int INPUTS = 4;
    private static final int HIDDEN = 6;
    private static final int OUTPUTS = 2;

    private static LearningSource source(Activation hidden) {
        Split data = LearningSources.rows(
                INPUTS,
                LearningSources.normal("inputs", 8 * INPUTS),
                OUTPUTS,
                LearningSources.normal("targets", 8 * OUTPUTS));
        return LearningSources.source(
                3,
                new Backprop(),
                new SumOfSquares(),
                data,
                LearningSources.layer(HIDDEN, hidden, 0.6f),
                LearningSources.layer(HIDDEN, hidden, 0.6f),
                LearningSources.layer(OUTPUTS, new Identity(), 0.6f));
    }

    /** From the first layer up; the arena has a different order. */
    private static List<Parameter> weights(LearningSource s) {
        return s.arena().allParameters().stream()
                .filter(Parameter::isWeight)
                .sorted(Comparator.comparing(Parameter::name))
                .toList();
    }

    /** The units of the first layer in reverse order: its weights and the columns of the second. */
    private static float[] reversed(LearningSource s, float[] numbers) {
        float[] out = numbers.clone();
        for (Parameter p : s.arena().allParameters()) {
            boolean first = p == weights(s).get(0), second = p == weights(s).get(1);
            for (int i = 0; (first || second) && i < p.to() - p.from(); i++) {
                int row = i / p.cols(), col = i % p.cols();
                int from = first ? (HIDDEN - 1 - row) * p.cols() + col : row * p.cols() + HIDDEN - 1 - col;
                out[p.from() + i] = numbers[p.from() + from];
            }
        }
        return out;
    }

    @Test
    void hiddenUnitsInAnotherOrderHaveTheirGradientsInThatOrder() {
        LearningSource one = source(new Tanh()), other = source(new Tanh());
        float[] theta = other.arena().theta();
        System.arraycopy(reversed(other, theta), 0, theta, 0, theta.length);
        float[] expected = reversed(one, LearningSources.gradient(one)), found = LearningSources.gradient(other);
        for (Parameter p : weights(one)) {
            for (int i = p.from(); i < p.to(); i++) {
                assertEquals(expected[i], found[i], 1e-5, p.name());
            }
        }
    }

    @Test
    void rectifiedLayersWithoutBiasesAreBalanced() {
        LearningSource s = source(new TestRelu());
        float[] g = LearningSources.gradient(s), theta = s.arena().theta();
        double[] along = weights(s).stream()
                .mapToDouble(p -> {
                    double sum = 0;
                    for (int i = p.from(); i < p.to(); i++) {
                        sum += (double) theta[i] * g[i];
                    }
                    return sum;
                })
                .toArray();
        assertArrayEquals(new double[] {along[2], along[2], along[2]}, along, 1e-5 * Math.abs(along[2]));
    }

    @Test
    void rectifiedLayersMayTradeTheirSizes() {
        LearningSource one = source(new TestRelu()), other = source(new TestRelu());
        float[] theta = other.arena().theta(), scale = {4, 0.25f, 1};
        for (int l = 0; l < 3; l++) {
            Parameter p = weights(other).get(l);
            for (int i = p.from(); i < p.to(); i++) {
                theta[i] *= scale[l];
            }
        }
        one.beginStep(1);
        other.beginStep(1);
        assertEquals(one.computeGradient(), other.computeGradient()); // powers of two do not round
        for (int l = 0; l < 3; l++) {
            Parameter p = weights(one).get(l);
            for (int i = p.from(); i < p.to(); i++) {
                assertEquals(one.arena().gradient()[i] / scale[l], other.arena().gradient()[i]);
            }
        }
    }
}
