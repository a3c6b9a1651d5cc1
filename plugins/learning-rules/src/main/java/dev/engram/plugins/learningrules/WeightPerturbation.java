package dev.engram.plugins.learningrules;

import dev.engram.spi.Activations;
import dev.engram.spi.BoundRule;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Network;
import dev.engram.spi.Objective;
import dev.engram.spi.Requirement;
import dev.engram.spi.Rng;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;
import java.util.Set;

/**
 * Weight perturbation: all parameters are perturbed at once, and the resulting change of the loss is their credit.
 *
 * <pre>
 * two-sided: G = (J(theta + c_k U) - J(theta - c_k U)) / (2 c_k) U
 * one-sided: G = (J(theta + c_k U) - J(theta)) / c_k U                       c_k = c / k^decay in step k = 1, 2, ...
 * </pre>
 *
 * <p>U: one number for each parameter, -1 and +1 or N(0,1); both multiply by it (1/U = U holds only for signs, and
 * the reciprocal of a normal number has no mean). J: mean loss, both times for the same batch. Unbiased up to order
 * c^2 (two-sided) or c; along a direction in which J is a parabola, two-sided is exact for any c. The cosine between
 * the mean of N draws and the gradient is about 1/sqrt(1 + (P - 1)/N) for signs and 1/sqrt(1 + (P + 1)/N) for normal
 * numbers, with P parameters.
 *
 * <p>Needs no derivatives: any activation, any loss. Choose c about as large as the standard deviation of J's noise,
 * and not much below 1e-3: in float32 the difference has a rounding error of about 1e-7 J / c. The smaller a batch,
 * the longer G: if the last batch of an epoch has only a few examples, it alone may make a run diverge. Reports the
 * mean of the evaluated losses. Cost: two forward passes.
 *
 * <p>Jabri and Flower 1992; Cauwenberghs 1993. With a decreasing c it is Spall's SPSA.
 */
@Component("weight-perturbation")
public record WeightPerturbation(
        @Hyper(value = "0.01", range = "(0,inf)", doc = "c, the size of the perturbation of each parameter")
        float c,

        @Hyper(value = "signs", doc = "distribution of the perturbation: signs (-1 or +1), or gaussian")
        Direction direction,

        @Hyper(value = "two-sided", doc = "difference: two-sided, or one-sided (with the current parameters)")
        Sides sides,

        @Hyper(value = "0", range = "[0,1]", doc = "exponent with which c decays in the step number")
        float decay)
        implements LearningRule {
    /** Distribution of the perturbation. */
    public enum Direction {
        SIGNS,
        GAUSSIAN
    }

    /** Points that are compared. */
    public enum Sides {
        TWO_SIDED,
        ONE_SIDED
    }

    @Override
    public Set<Requirement> requirements() {
        return Set.of(Requirement.OUTPUT_LAYER);
    }

    @Override
    public BoundRule bind(Setup setup) {
        Network net = setup.network();
        Objective loss = setup.loss();
        Activations[] pass = setup.activationsPerLayer();
        Activations output = pass[net.depth() - 1];
        Scratch u = setup.likeParameters(), each = setup.perExample(1);
        Scratch steps = decay == 0 ? null : setup.state("steps", 1, 1);
        boolean both = sides == Sides.TWO_SIDED;
        return batch -> {
            float step = steps == null ? c : decayedStep(steps);
            Rng rng = batch.random("direction");
            if (direction == Direction.SIGNS) {
                u.rademacher(rng);
            } else {
                u.gaussian(rng);
            }
            net.forward(batch.inputs(), pass, step, u);
            double up = loss.valueAndLosses(output, batch.targets(), each);
            net.forward(batch.inputs(), pass, both ? -step : 0, u);
            double down = loss.valueAndLosses(output, batch.targets(), each);
            net.credit((float) ((up - down) / (both ? 2 * step : step)), u);
            return (up + down) / 2;
        };
    }

    /** Returns c_k. The count stops at 2^24, the limit of float32. Uses exp and log, since pow allocates in JDK 17. */
    private float decayedStep(Scratch steps) {
        float k = ++steps.data()[0];
        return (float) (c * StrictMath.exp(-decay * StrictMath.log(k)));
    }
}
