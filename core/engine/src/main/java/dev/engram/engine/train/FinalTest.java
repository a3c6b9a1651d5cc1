package dev.engram.engine.train;

import dev.engram.engine.data.Split;
import dev.engram.engine.run.Predictions;
import dev.engram.engine.run.ResolvedRun;
import dev.engram.engine.run.ResolvedTask.NetworkTraining;
import dev.engram.engine.step.LandscapeSource;
import dev.engram.engine.step.LearningSource;
import dev.engram.spi.Metric;
import java.util.Optional;

/**
 * What a run reaches on the test data, which are used here for the only time.
 *
 * @param finite whether the loss, or the value of a landscape, is a finite number; true if there is none
 * @param loss the loss on the test data; NaN if there is none
 * @param predictions the predicted classes; empty if there are none
 */
record FinalTest(boolean finite, double loss, Optional<Predictions> predictions) {
    /** The test of a run without test data, or of one that diverged before. */
    static final FinalTest NONE = new FinalTest(true, Double.NaN, Optional.empty());

    /** Tests a point of a run after its last step, and records the measurements. */
    static FinalTest of(PreparedRun prepared, ResolvedRun run, MetricRecorder recorder, long step, float[] point) {
        if (prepared.source() instanceof LandscapeSource l) {
            recorder.recordEndPoint(step, l);
            boolean finite = Double.isFinite(l.value(prepared.stepper().evaluationPoint()));
            return new FinalTest(finite, Double.NaN, Optional.empty());
        }
        PreparedRun.Evaluation evaluation = prepared.evaluation();
        if (evaluation.evaluator() == null || evaluation.split().test().length == 0) {
            return NONE;
        }
        Split split = evaluation.split();
        Metric.Predictions p = recorder.recordTest(step, point);
        boolean lossApplies = ((LearningSource) prepared.source()).learner().predictsForward();
        Optional<Predictions> classes = p.classes()
                ? Optional.of(TestPredictions.of(((NetworkTraining) run.task()).data(), split, p))
                : Optional.empty();
        return new FinalTest(!lossApplies || Double.isFinite(p.loss()), p.loss(), classes);
    }
}
