package dev.engram.plugins.learningrules;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LocalRule;
import dev.engram.spi.Maths;
import dev.engram.spi.Requirement;
import dev.engram.spi.Scratch;
import dev.engram.spi.Synapses;
import java.util.Set;

/**
 * The rule of Bienenstock, Cooper and Munro: activity above a threshold strengthens weights, activity below it
 * weakens them, and the threshold follows the activity. Units become selective.
 *
 * <pre>
 * G = -(Y * (Y - theta))' X / B
 * theta <- theta + threshold-rate (mean y^power - theta)        theta: one per unit, at first 0
 * </pre>
 *
 * For K orthogonal patterns of equal probability, a unit converges to output K for one of them (power 2) and 0 for
 * the others. The threshold has to be faster than the weights, which grow with the activity times the square of the
 * inputs: a learning rate below threshold-rate / (10 y |x|^2) is safe; with activations far above 1 the rule
 * diverges. Needs activations that are never negative (relu); meant for plain gradient descent. The bias is not
 * trained. Local and unsupervised. State: one number per unit.
 * Bienenstock, Cooper and Munro 1982; the threshold is the sliding one of Intrator and Cooper 1992.
 *
 * <p>In a convolution, each position is an example, whose input is the patch that the kernel sees; units are maps.
 */
@Component("bcm")
public record Bcm(
        @Hyper(value = "0.1", range = "(0,1]", doc = "learning rate of the threshold")
        float thresholdRate,

        @Hyper(value = "2", range = "(1,10]", doc = "exponent of the activity in the threshold")
        float power)
        implements LocalRule {
    @Override
    public Set<Requirement> requirements() {
        return Set.of(Requirement.NOT_NEGATIVE);
    }

    @Override
    public boolean perPosition() {
        return true;
    }

    @Override
    public void learn(Synapses s) {
        int rows = s.output().rows(), n = s.output().cols();
        Scratch drive = s.perExample("drive", n).set(s.output()),
                threshold = s.state("threshold", 1, n),
                activity = s.scratch("activity", 1, n).fill(0);
        float[] d = drive.data(), theta = threshold.data(), mean = activity.data();
        for (int r = 0, i = 0; r < rows; r++) {
            for (int k = 0; k < n; k++, i++) {
                float y = d[i];
                mean[k] += power == 2 ? y * y : Maths.exp(power * Maths.log(y));
                d[i] = y * (y - theta[k]);
            }
        }
        s.accumulateOuterProduct(-1, drive, s.input());
        threshold.add(-thresholdRate, threshold).add(thresholdRate / rows, activity);
    }
}
