package dev.engram.plugins.learningrules;

import dev.engram.spi.BoundRule;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Layer;
import dev.engram.spi.LearningRule;
import dev.engram.spi.OutputFunction;
import dev.engram.spi.Requirement;
import dev.engram.spi.Setup;
import java.util.EnumSet;
import java.util.Set;

/**
 * REINFORCE: random units whose drawn outputs become more likely in proportion to the reward above a baseline.
 *
 * <pre>
 * G = -mean over the batch of (R - b) e x'        e: d ln p(drawn) / d pre-activation, x: the input of the layer
 * Bernoulli unit, s ~ p = sigmoid(a): e = s - p;        Gaussian unit, phi(a + sigma xi): e = xi / sigma
 * reward correct: the output draws a class c ~ y, e = onehot(c) - y, R = 1 if c is right, else 0
 * reward loss: Gaussian output units, R = -loss
 * b: running mean of R over the batches before;   sum <- memory * sum + (1 - memory) * R, and likewise its weight
 * </pre>
 *
 * Its mean is the gradient of the expected reward, whatever the baseline b, which only reduces the variance; the
 * variance grows with the number of units. Bernoulli units need sigmoid hidden layers; drawing a class needs
 * softmax, or one sigmoid unit. Predicts without drawing (Bernoulli units then output p). Layers share only the
 * reward. Cost: one forward pass. State: two numbers.
 *
 * <p>In a convolution, every number of the map is a unit; G is summed over positions. Bernoulli units must not be
 * followed by pooling, normalization or dropout in their layer. Williams 1992.
 */
@Component("reinforce")
public record Reinforce(
        @Hyper(value = "gaussian", doc = "hidden units: gaussian (noise in the pre-activation) or bernoulli")
        Units units,

        @Hyper(value = "correct", doc = "reward: correct (a class drawn from the output) or loss (its negative)")
        Reward reward,

        @Hyper(value = "1", range = "(0,inf)", doc = "standard deviation of the noise of gaussian units")
        float sigma,

        @Hyper(value = "0.9", range = "[0,1)", doc = "exponential decay rate of the mean reward")
        float memory)
        implements LearningRule {
    /** Distribution of hidden units. */
    public enum Units {
        GAUSSIAN,
        BERNOULLI
    }

    /** Definition of the reward. */
    public enum Reward {
        CORRECT,
        LOSS
    }

    @Override
    public Set<Requirement> requirements() {
        Set<Requirement> requirements = EnumSet.of(Requirement.OUTPUT_LAYER, Requirement.SEPARATE_EXAMPLES);
        if (reward == Reward.CORRECT) {
            requirements.add(Requirement.CLASSES);
        }
        return requirements;
    }

    @Override
    public BoundRule bind(Setup setup) {
        Layer last = setup.network().last();
        for (Layer l : setup.network().layers()) {
            if (l != last && units == Units.BERNOULLI && l.activation().outputFunction() != OutputFunction.SIGMOID) {
                throw new IncompatibleException("bernoulli units need the probabilities of a sigmoid; give layer "
                        + l.index() + " the activation sigmoid, or choose units: gaussian");
            }
        }
        OutputFunction outputFunction = last.activation().outputFunction();
        boolean probabilities =
                last.units() == 1 ? outputFunction == OutputFunction.SIGMOID : outputFunction == OutputFunction.SOFTMAX;
        if (reward == Reward.CORRECT && !probabilities) {
            throw new IncompatibleException(
                    "a class is drawn from the probabilities of a softmax, or of a single sigmoid unit; choose such "
                            + "an activation for the last layer, or reward: loss");
        }
        return new BoundReinforce(setup, this);
    }
}
