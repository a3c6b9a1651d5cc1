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
 * The outputs and targets of one example that a loss accepts, with the pre-activations.
 *
 * @param classes whether the targets encode a class
 */
record LossCase(String name, Activation phi, boolean classes, float[] a, float[] y, float[] t) {
    private static final List<Activation> OUTPUTS =
            List.of(new Identity(), new Sigmoid(), new Softmax(), new Exp(), new Tanh());
    private static final int EXAMPLES = 6;

    /** The coding of targets. */
    private enum TargetCoding {
        ONE_HOT(true, 3),
        SIGNED(true, 3),
        BINARY(true, 1),
        SIGNED_BINARY(true, 1),
        NUMBERS(false, 3),
        ONE_NUMBER(false, 1);

        private final boolean classes;
        private final int width;

        TargetCoding(boolean classes, int width) {
            this.classes = classes;
            this.width = width;
        }
    }

    /** Returns a few examples for each output activation and coding that the loss accepts. */
    static List<LossCase> of(LossFunction loss) {
        List<LossCase> cases = new ArrayList<>();
        for (Activation phi : OUTPUTS) {
            for (TargetCoding c : TargetCoding.values()) {
                if (loss.incompatibility(phi.outputFunction()) != null
                        || loss.incompatibility(new LossFunction.Targets(
                                        c.classes,
                                        c.width,
                                        c == TargetCoding.SIGNED || c == TargetCoding.SIGNED_BINARY))
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

    /** Excludes signed targets for probabilities, and a softmax of one unit, which is constant. */
    private static boolean isSensible(OutputFunction outputFunction, TargetCoding c) {
        boolean signs = c == TargetCoding.SIGNED || c == TargetCoding.SIGNED_BINARY;
        boolean probabilities = outputFunction == OutputFunction.SOFTMAX || outputFunction == OutputFunction.SIGMOID;
        return !(signs && probabilities) && !(outputFunction == OutputFunction.SOFTMAX && c.width == 1);
    }

    /** Turns positive targets into probabilities if the outputs are probabilities. */
    private static void toProbabilities(OutputFunction outputFunction, float[] t) {
        float sum = 0;
        for (float x : t) {
            sum += x;
        }
        for (int i = 0; i < t.length; i++) {
            t[i] = switch (outputFunction) {
                case SOFTMAX -> t[i] / sum;
                case SIGMOID -> t[i] / (1 + t[i]);
                default -> t[i];
            };
        }
    }

    private static LossCase example(Activation phi, TargetCoding c, int e, Rng rng) {
        float[] a = new float[c.width], y = new float[c.width], t = new float[c.width];
        for (int i = 0; i < c.width; i++) {
            a[i] = rng.gaussian();
            boolean on = e % (c.width == 1 ? 2 : c.width) == i;
            t[i] = switch (c) {
                case ONE_HOT, BINARY -> on ? 1 : 0;
                case SIGNED, SIGNED_BINARY -> on ? 1 : -1;
                // Positive, so that losses of counts and of logarithms accept them as well.
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

    /** Returns the gradient that the loss computes. */
    float[] gradient(LossFunction loss) {
        float[] out = new float[a.length];
        loss.gradient(y, t, out, 0, a.length);
        return out;
    }
}
