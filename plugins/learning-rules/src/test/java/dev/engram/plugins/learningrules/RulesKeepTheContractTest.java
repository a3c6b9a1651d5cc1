package dev.engram.plugins.learningrules;

import dev.engram.spi.LearningRule;
import dev.engram.testkit.junit.LearningRuleContractTest;
import java.util.List;

class RulesKeepTheContractTest extends LearningRuleContractTest {
    @Override
    protected List<LearningRule> components() {
        return List.of(
                new Backprop(),
                new FeedbackAlignment(1, FeedbackAlignment.Draw.AS_WEIGHTS),
                new OutputOnly(),
                new Delta(),
                new Hebb(false, 0),
                new Hebb(false, 0.1f),
                new Hebb(true, 0),
                new Oja());
    }
}
