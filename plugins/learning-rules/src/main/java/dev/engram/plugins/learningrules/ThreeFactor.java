package dev.engram.plugins.learningrules;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LocalRule;
import dev.engram.spi.Requirement;
import dev.engram.spi.Scratch;
import dev.engram.spi.Synapses;
import java.util.Set;

/**
 * The three-factor rule, or reward-modulated Hebb: the input times the unit's noise times a reward that is broadcast
 * to all synapses. Earlier noise is kept in an eligibility trace.
 *
 * <pre>
 * G = -mean over the batch of (R / sigma) (xi x' + memory E)        xi: the noise, N(0,1)
 * E <- memory E + mean over the batch of xi x'
 * R = loss without noise - loss with sigma * xi added to every pre-activation, per example
 * </pre>
 *
 * Without memory it is node perturbation: its mean is the gradient of the loss as sigma goes to 0, with a variance
 * that grows with the number of units, so that the learning rate has to fall accordingly. With memory it learns from
 * delayed rewards, at the cost of more noise if rewards are not delayed. State: with memory, one number for every
 * weight and bias. Needs no derivatives. Local: sees its input, its noise and the reward. Cost: two forward passes.
 * Mazzoni, Andersen and Jordan 1991; Fiete and Seung 2006; Fremaux and Gerstner 2016 (review).
 */
@Component("three-factor")
public record ThreeFactor(
        @Hyper(value = "0.01", range = "(0,inf)", doc = "standard deviation of the noise in each pre-activation")
        float sigma,

        @Hyper(value = "0", range = "[0,1)", doc = "exponential decay rate of the eligibility trace")
        float memory)
        implements LocalRule {
    @Override
    public Set<Requirement> requirements() {
        return memory > 0
                ? Set.of(Requirement.OUTPUT_LAYER, Requirement.SEPARATE_EXAMPLES, Requirement.PLAIN_LAYERS)
                : Set.of(Requirement.OUTPUT_LAYER, Requirement.SEPARATE_EXAMPLES);
    }

    @Override
    public Signal signal() {
        return Signal.REWARD;
    }

    @Override
    public float exploration() {
        return sigma;
    }

    @Override
    public void learn(Synapses s) {
        int n = s.preActivation().cols();
        Scratch tried = s.perExample("tried", n).set(s.noise()).scaleRows(s.signal());
        s.accumulateOuterProduct(-1 / sigma, tried, s.input());
        s.creditBias(-1 / sigma, tried);
        if (memory > 0) {
            updateEligibility(s, n);
        }
    }

    private void updateEligibility(Synapses s, int n) {
        int rows = s.input().rows(), m = s.input().cols();
        Scratch weights = s.state("eligibility", n, m).scale(memory),
                bias = s.state("bias eligibility", 1, n).scale(memory),
                mean = s.perExample("mean", 1).fill(1f / rows);
        float reward =
                s.scratch("reward", 1, 1).multiplyTransposedA(mean, s.signal()).get(0, 0);
        s.accumulate(-reward / sigma, weights);
        s.creditBias(-reward / sigma, bias);
        weights.add(1f / rows, s.scratch("now", n, m).multiplyTransposedA(s.noise(), s.input()));
        bias.add(1, s.scratch("bias now", 1, n).multiplyTransposedA(mean, s.noise()));
    }
}
