package dev.engram.testkit.standins;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LocalRule;
import dev.engram.spi.Requirement;
import dev.engram.spi.Scratch;
import dev.engram.spi.Synapses;
import java.util.Set;

/**
 * The three-factor rule, reward-modulated Hebb: what was tried out at the synapse waits in a trace for the
 * reward.
 *
 * <pre>
 * E <- memory E + Xi' X / B;   G = -(mean reward / sigma) E        Xi: the noise tried out, N(0,1)
 * reward = loss without noise - loss with noise
 * </pre>
 *
 * Keeps one number for every weight and bias. Batch 1 is the classic case; without memory it is then node
 * perturbation. Mazzoni, Andersen and Jordan 1991; Fremaux and Gerstner 2016.
 */
@Component("three-factor")
public record ThreeFactor(
        @Hyper(value = "0.01", range = "(0,inf)", doc = "standard deviation of the noise in each pre-activation")
        float sigma,

        @Hyper(value = "0", range = "[0,1)", doc = "share of the eligibility kept from step to step")
        float memory)
        implements LocalRule {
    @Override
    public Set<Requirement> requirements() {
        return Set.of(Requirement.OUTPUT_LAYER);
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
        int rows = s.input().rows(), n = s.preActivation().cols(), m = s.input().cols();
        Scratch mean = s.perExample("mean", 1).fill(1f / rows);
        Scratch weights = s.state("eligibility", n, m), bias = s.state("bias eligibility", 1, n);
        weights.scale(memory).add(1f / rows, s.scratch("now", n, m).multiplyTransposedA(s.noise(), s.input()));
        bias.scale(memory).add(1, s.scratch("bias now", 1, n).multiplyTransposedA(mean, s.noise()));
        float reward =
                s.scratch("reward", 1, 1).multiplyTransposedA(mean, s.signal()).get(0, 0);
        s.accumulate(-reward / sigma, weights);
        s.creditBias(-reward / sigma, bias);
    }
}
