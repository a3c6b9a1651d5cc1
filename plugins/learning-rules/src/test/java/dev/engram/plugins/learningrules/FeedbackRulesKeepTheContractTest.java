package dev.engram.plugins.learningrules;

import dev.engram.plugins.learningrules.DifferenceTargetPropagation.Top;
import dev.engram.plugins.learningrules.DirectFeedbackAlignment.Draw;
import dev.engram.plugins.learningrules.DirectFeedbackAlignment.Send;
import dev.engram.plugins.learningrules.ForwardForward.Goodness;
import dev.engram.plugins.learningrules.ForwardForward.Label;
import dev.engram.plugins.learningrules.ForwardForward.Prediction;
import dev.engram.plugins.learningrules.ForwardForward.ReadOut;
import dev.engram.plugins.learningrules.ForwardForward.Wrong;
import dev.engram.plugins.learningrules.SignSymmetry.Magnitude;
import dev.engram.spi.LearningRule;
import dev.engram.testkit.junit.LearningRuleContractTest;
import java.util.List;

class FeedbackRulesKeepTheContractTest extends LearningRuleContractTest {
    @Override
    protected List<LearningRule> components() {
        return List.of(
                new FeedbackAlignment(1, FeedbackAlignment.Draw.UNIFORM),
                new FeedbackAlignment(2, FeedbackAlignment.Draw.NORMAL),
                new SignSymmetry(Magnitude.FIXED_RANDOM, 1, Fans.ROWS_COLUMNS),
                new SignSymmetry(Magnitude.BATCHWISE_RANDOM, 1, Fans.ROWS_COLUMNS),
                new SignSymmetry(Magnitude.UNIFORM, 1, Fans.ROWS_COLUMNS),
                new SignSymmetry(Magnitude.MEAN, 1, Fans.ROWS_COLUMNS),
                new KolenPollack(0.001f),
                new KolenPollack(0),
                new WeightMirror(1, 0.1f, 32, 0, true, 1),
                new WeightMirror(0.5f, 1, 2, 0.1f, false, 1),
                new DirectFeedbackAlignment(1, Draw.UNIFORM, Send.ERROR),
                new DirectFeedbackAlignment(1, Draw.NORMAL, Send.SIGN),
                new DirectRandomTargetProjection(1, false),
                new DirectRandomTargetProjection(1, true),
                new DirectRandomTargetProjection(1, false, DirectRandomTargetProjection.Draw.NORMAL),
                new DifferenceTargetPropagation(0.5f, 0.1f, 1, Top.GRADIENT, true),
                new DifferenceTargetPropagation(0.5f, 0.1f, 0.5f, Top.OUTPUT, true),
                new DifferenceTargetPropagation(0.5f, 0, 1, Top.GRADIENT, false),
                new Pepita(0.05f),
                new ForwardForward(1, Label.APPEND, 1, Wrong.EVEN, Prediction.GOODNESS),
                new ForwardForward(1, Label.REPLACE, 1, Wrong.EVEN, Prediction.GOODNESS),
                new ForwardForward(1, Label.APPEND, 1, Wrong.HARD, Prediction.GOODNESS),
                new ForwardForward(1, Label.REPLACE, 1, Wrong.EVEN, Prediction.HEAD),
                new ForwardForward(1, Label.APPEND, 1, Wrong.EVEN, Prediction.GOODNESS, Goodness.MEAN, ReadOut.ALL),
                new ForwardForward(1, Label.APPEND, 1, Wrong.HARD, Prediction.HEAD, Goodness.MEAN, ReadOut.ALL));
    }
}
