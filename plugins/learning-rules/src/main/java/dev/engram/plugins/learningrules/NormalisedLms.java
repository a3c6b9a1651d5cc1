package dev.engram.plugins.learningrules;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LocalRule;
import dev.engram.spi.Requirement;
import dev.engram.spi.Scratch;
import dev.engram.spi.Synapses;
import java.util.Set;

/**
 * Normalised least mean squares (NLMS): the delta rule with the step of each example divided by the squared norm of
 * its input. For one layer.
 *
 * <pre>
 * G = (D / (|x|^2 + epsilon))' X / B        by row; D: the error at the pre-activation; |x|^2 includes the bias input
 * </pre>
 *
 * For linear units with the sum of squares (sse; mse doubles the error), a learning rate of 1 removes the error of
 * an example completely (batch 1), and every learning rate between 0 and 2 is stable, however large the inputs are.
 * It is not the gradient of the loss. Local: sees its input and the error. Nagumo and Noda 1967; Widrow and Hoff
 * 1960 for the delta rule.
 */
@Component("normalised-lms")
public record NormalisedLms(
        @Hyper(
                value = "1e-6",
                range = "[0,inf)",
                doc = "added to the squared norm of the input, for numerical stability")
        float epsilon)
        implements LocalRule {
    @Override
    public Set<Requirement> requirements() {
        return Set.of(Requirement.OUTPUT_LAYER, Requirement.ONE_LAYER, Requirement.SLOPES, Requirement.LOSS_SLOPE);
    }

    @Override
    public Signal signal() {
        return Signal.ERROR;
    }

    @Override
    public void learn(Synapses s) {
        int rows = s.input().rows(), m = s.input().cols();
        Scratch share = s.perExample("share", 1), x = s.perExample("inputs", m).set(s.input());
        float[] f = share.data();
        squaredNorms(x.data(), rows, m, f);
        for (int r = 0; r < rows; r++) {
            f[r] = 1 / (f[r] + epsilon);
        }
        s.credit(s.perExample("error", s.signal().cols()).set(s.signal()).scaleRows(share));
    }

    /** Computes 1 plus the sum of squares of each row, four side by side: an addition waits for the one before. */
    private static void squaredNorms(float[] a, int rows, int m, float[] norms) {
        int r = 0;
        for (; r + 4 <= rows; r += 4) {
            float s0 = 1, s1 = 1, s2 = 1, s3 = 1;
            for (int i = r * m, to = i + m; i < to; i++) {
                s0 += a[i] * a[i];
                s1 += a[i + m] * a[i + m];
                s2 += a[i + 2 * m] * a[i + 2 * m];
                s3 += a[i + 3 * m] * a[i + 3 * m];
            }
            norms[r] = s0;
            norms[r + 1] = s1;
            norms[r + 2] = s2;
            norms[r + 3] = s3;
        }
        for (; r < rows; r++) {
            float sum = 1;
            for (int i = r * m, to = i + m; i < to; i++) {
                sum += a[i] * a[i];
            }
            norms[r] = sum;
        }
    }
}
