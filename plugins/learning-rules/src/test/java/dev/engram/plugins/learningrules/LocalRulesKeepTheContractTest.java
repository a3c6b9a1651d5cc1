package dev.engram.plugins.learningrules;

import dev.engram.plugins.learningrules.Reinforce.Reward;
import dev.engram.plugins.learningrules.Reinforce.Units;
import dev.engram.spi.LearningRule;
import dev.engram.testkit.junit.LearningRuleContractTest;
import java.util.List;

class LocalRulesKeepTheContractTest extends LearningRuleContractTest {
    @Override
    protected List<LearningRule> components() {
        return List.of(
                new CovarianceHebb(false, 0, 0.9f),
                new CovarianceHebb(true, 0.1f, 0),
                new NormalisedHebb(0.01f),
                new Sanger(),
                new Bcm(0.1f, 2),
                new Bcm(0.5f, 3),
                new NormalisedLms(1e-6f),
                new Perceptron(),
                new AveragedPerceptron(),
                new PocketPerceptron(),
                new SoftHebb(1, false, false),
                new SoftHebb(20, true, false),
                new SoftHebb(4, false, true),
                new SoftHebb(4, false, false, SoftHebb.Losers.UNLEARN),
                new KrotovHopfield(2, 0.4f, 2),
                new KrotovHopfield(3, 0.4f, 4),
                new KrotovHopfield(2.5f, 0, 2),
                new Layerwise(new SoftHebb(1, false, false), new Delta()),
                new Layerwise(new Oja(), new Perceptron()),
                new ThreeFactor(0.01f, 0),
                new ThreeFactor(0.1f, 0.7f),
                new Reinforce(Units.GAUSSIAN, Reward.CORRECT, 0.3f, 0.9f),
                new Reinforce(Units.GAUSSIAN, Reward.LOSS, 0.1f, 0),
                new Reinforce(Units.BERNOULLI, Reward.CORRECT, 0.3f, 0.9f),
                new Reinforce(Units.BERNOULLI, Reward.LOSS, 0.1f, 0.5f));
    }
}
