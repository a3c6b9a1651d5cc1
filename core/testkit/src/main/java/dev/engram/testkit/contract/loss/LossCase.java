package dev.engram.testkit.contract.loss;

import dev.engram.engine.random.RandomStreams;
import dev.engram.spi.Activation;
import dev.engram.spi.LossFunction;
import dev.engram.spi.OutputFunction;
import dev.engram.spi.Rng;
import dev.engram.testkit.parts.Exp;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.Sigmoid;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.Tanh;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Outputs and targets of one example that a loss accepts, with the pre-activations that the outputs came from.
 *
 * @param classes do the targets stand for a class?
 */
record LossCase(String name, Activation phi, boolean classes, float[] a, float[] y, float[] t) {
    private static final List<Activation> OUTPUTS =
            List.of(new Identity(), new Sigmoid(), new Softmax(), new Exp(), new Tanh());
    private static final int EXAMPLES = 6;

    /** How targets are written. */
    private enum Coding {
        ONE_HOT(true, 3),
        SIGNED(true, 3),
        BINARY(true, 1),
        SIGNED_BINARY(true, 1),
        NUMBERS(false, 3),
        ONE_NUMBER(false, 1);

        private final boolean classes;
        private final int width;

        Coding(boolean classes, int width) {
            this.classes = classes;
            this.width = width;
        }
    }

    /** Some examples for each output activation and coding that the loss does not refuse. */
    static List<LossCase> of(LossFunction loss) {
        List<LossCase> cases = new ArrayList<>();
        for (Activation phi : OUTPUTS) {
            for (Coding c : Coding.values()) {
                if (loss.incompatibility(phi.outputFunction()) != null
                        || loss.incompatibility(new LossFunction.Targets(
                                        c.classes, c.width, c == Coding.SIGNED || c == Coding.SIGNED_BINARY))
                                != null
                        || !isSensible(phi.outputFunction(), c)) {
                    continue;
                }
                Rng rng = RandomStreams.of(3, "loss/" + phi + "/" + c);
                for (int e = 0; e < EXAMPLES; e++) {
                    cases.add(example(phi, c, e, rng));
                }
            }
        }
        return cases;
    }

    /** Probabilities are not compared with signs, and a softmax of one unit is a constant. */
    private static boolean isSensible(OutputFunction outputFunction, Coding c) {
        boolean signs = c == Coding.SIGNED || c == Coding.SIGNED_BINARY;
        boolean probabilities = outputFunction == OutputFunction.SOFTMAX || outputFunction == OutputFunction.SIGMOID;
        return !(signs && probabilities) && !(outputFunction == OutputFunction.SOFTMAX && c.width == 1);
    }

    /** Numbers beside probabilities are probabilities themselves. */
    private static void toProbabilities(OutputFunction outputFunction, float[] t) {
        float sum = 0;
        for (float x : t) {
            sum += x;
        }
        for (int i = 0; i < t.length; i++) {
            t[i] = outputFunction == OutputFunction.SOFTMAX
                    ? t[i] / sum
                    : outputFunction == OutputFunction.SIGMOID ? t[i] / (1 + t[i]) : t[i];
        }
    }

    private static LossCase example(Activation phi, Coding c, int e, Rng rng) {
        float[] a = new float[c.width], y = new float[c.width], t = new float[c.width];
        for (int i = 0; i < c.width; i++) {
            a[i] = rng.gaussian();
            boolean on = e % (c.width == 1 ? 2 : c.width) == i;
            t[i] = switch (c) {
                case ONE_HOT, BINARY -> on ? 1 : 0;
                case SIGNED, SIGNED_BINARY -> on ? 1 : -1;
                // Not negative, so that losses of counts and of logarithms accept them too.
                case NUMBERS, ONE_NUMBER -> Math.abs(rng.gaussian()) + 0.1f;
            };
        }
        if (!c.classes) {
            toProbabilities(phi.outputFunction(), t);
        }
        phi.apply(a, y, 1, c.width);
        return new LossCase(
                phi.getClass().getSimpleName().toLowerCase(Locale.ROOT) + " output, targets "
                        + c.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                phi,
                c.classes,
                a,
                y,
                t);
    }

    int width() {
        return a.length;
    }

    /** What a loss says its slope is. */
    float[] gradient(LossFunction loss) {
        float[] out = new float[a.length];
        loss.gradient(y, t, out, 0, a.length);
        return out;
    }
}
