package dev.engram.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.run.BatchSize;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.ProbeSize;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.run.Target;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.engine.run.TrainingSettings.Curve;
import dev.engram.engine.run.TrainingSettings.Keep;
import dev.engram.plugins.learningrules.Backprop;
import dev.engram.plugins.metrics.Accuracy;
import dev.engram.plugins.metrics.Loss;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Curves on test and training data are recorded and read by no decision. */
class CurvesTest {
    private static final Set<String> CURVES = Set.of(Measurement.TEST_CURVE, Measurement.TRAINING_CURVE);

    private static TrainingSettings training(int patience, Keep keep, Curve... curves) {
        return TrainingSettings.of(
                new TrainingSettings.Budget(30, 0),
                TrainingSettings.Batching.of(new BatchSize(64)),
                new TrainingSettings.Monitoring(1, ProbeSize.DEFAULT, List.of(curves)),
                new TrainingSettings.ModelSelection(patience, keep));
    }

    private static RunResult run(TrainingSettings training, Optional<Target> target) {
        return DigitsRuns.run(new Backprop(), training, target, 1, new Accuracy(), new Loss());
    }

    private static List<Measurement> withoutCurves(RunResult result) {
        return result.measurements().stream()
                .filter(m -> !CURVES.contains(m.phase()))
                .toList();
    }

    private static RunResult decidesAlike(int patience, Keep keep, Optional<Target> target) {
        RunResult without = run(training(patience, keep), target);
        RunResult with = run(training(patience, keep, Curve.TEST, Curve.TRAINING), target);
        assertEquals(without.hash(), with.hash());
        assertEquals(without.reason(), with.reason());
        assertEquals(without.cost().steps(), with.cost().steps());
        assertEquals(without.cost().multiplyAdds(), with.cost().multiplyAdds());
        assertEquals(without.measurements(), withoutCurves(with));
        return with;
    }

    @Test
    void keepAndPatienceDecideAsWithoutCurves() {
        RunResult result = decidesAlike(1, Keep.BEST, Optional.empty());
        assertEquals(Outcome.STOPPED_EARLY, result.outcome(), "else the test shows nothing");
    }

    @Test
    void aTargetThatOnlyTheCurvesReachIsNotReached() {
        RunResult plain = run(training(0, Keep.LAST, Curve.TEST, Curve.TRAINING), Optional.empty());
        double best = best(plain, "validation");
        double curves = Math.max(best(plain, Measurement.TEST_CURVE), best(plain, Measurement.TRAINING_CURVE));
        assertTrue(curves > best, "else the test shows nothing");
        RunResult result = decidesAlike(0, Keep.LAST, Optional.of(new Target("accuracy", (best + curves) / 2, true)));
        assertEquals(Outcome.FINISHED, result.outcome());
    }

    private static double best(RunResult result, String phase) {
        return DigitsRuns.series(result, phase, "accuracy").stream()
                .mapToDouble(v -> v)
                .max()
                .orElseThrow();
    }

    @Test
    void theCurvesHaveAPointForEveryEvaluationAndEndAtTheTestResult() {
        RunResult result = run(training(0, Keep.LAST, Curve.TEST, Curve.TRAINING), Optional.empty());
        for (String phase : CURVES) {
            assertEquals(31, DigitsRuns.series(result, phase, "loss").size(), phase);
        }
        assertEquals(
                DigitsRuns.series(result, "test", "loss").get(0),
                DigitsRuns.series(result, Measurement.TEST_CURVE, "loss").get(30));
        double fixed =
                DigitsRuns.series(result, Measurement.TRAINING_CURVE, "loss").get(1);
        double whileTraining = DigitsRuns.series(result, "train", "loss").get(0);
        assertTrue(fixed < whileTraining, "the mean loss of the steps of the first epoch is that of worse parameters");
    }
}
