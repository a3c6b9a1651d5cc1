package dev.engram.engine.importance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.compare.TrialRuns;
import dev.engram.engine.compare.TunedCell;
import dev.engram.engine.compare.TuningFixtures;
import dev.engram.engine.compare.cell.CellName;
import dev.engram.engine.compare.cell.MetricInfo;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.store.Run;
import dev.engram.engine.tune.Range;
import dev.engram.engine.tune.Rung;
import dev.engram.engine.tune.TrialPoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;

/** The importance of the hyperparameters of a cell. */
class HyperparameterImportanceTest {
    private static final Range RATE = new Range.Numeric(0.001, 1, true, false, false, false);
    private static final Range KIND = new Range.Enumerated(3, false, false, false);
    private static final List<String> KINDS = List.of("plain", "heavy", "nesterov");
    private static final List<String> PATHS = List.of("optimizer.sgd.rate", "optimizer.sgd.kind");

    /** Trials on Sobol points, whose accuracy is a function of both positions; NaN diverges. */
    private static TunedCell cell(int trials, List<Rung> rungs, DoubleBinaryOperator accuracy) {
        List<TrialRuns> runs = new ArrayList<>();
        double[][] points = TrialPoints.sobol(2, trials);
        for (int t = 0; t < trials; t++) {
            int kind = ((Range.Enumerated) KIND).at(points[t][1]);
            double a = accuracy.applyAsDouble(points[t][0], kind);
            Run run = TuningFixtures.run("r" + t, Double.isNaN(a) ? Outcome.DIVERGED : Outcome.FINISHED, a);
            runs.add(new TrialRuns(
                    List.of(Double.toString(((Range.Numeric) RATE).at(points[t][0])), KINDS.get(kind)),
                    List.of(points[t][0], (double) kind),
                    rungs.stream().map(r -> List.of(run)).toList()));
        }
        return TunedCell.of(
                new TunedCell.Setting(
                        new CellName("sgd", "sgd", Optional.empty()),
                        new TunedCell.Space(PATHS, List.of(RATE, KIND), 0),
                        rungs,
                        1,
                        new TunedCell.Scoring(false, Optional.empty())),
                runs,
                Optional.of(new MetricInfo("accuracy", 1)));
    }

    private static TunedCell cell(int trials, DoubleBinaryOperator accuracy) {
        return cell(trials, Rung.single(trials, 1), accuracy);
    }

    private static HyperparameterImportance importance(TunedCell cell) {
        return HyperparameterImportance.of(cell).orElseThrow();
    }

    @Test
    void theHyperparameterThatDecidesHasAlmostAllOfTheImportance() {
        HyperparameterImportance i = importance(cell(32, (rate, kind) -> rate));
        assertTrue(i.shares().get(PATHS.get(0)) > 0.9, i.toString());
        assertTrue(i.determination() > 0.9, i.toString());
        HyperparameterImportance k = importance(cell(32, (rate, kind) -> kind));
        assertTrue(k.shares().get(PATHS.get(1)) > 0.9, k.toString());
    }

    @Test
    void aMissIsAsBadAsAnyOther() {
        HyperparameterImportance i = importance(cell(32, (rate, kind) -> rate > 0.5 ? Double.NaN : 0.5));
        assertTrue(i.shares().get(PATHS.get(0)) > 0.9, i.toString());
    }

    @Test
    void onlyTheOrderOfTheScoresMatters() {
        assertEquals(
                importance(cell(16, (rate, kind) -> rate + 0.2 * kind)),
                importance(cell(16, (rate, kind) -> Math.exp(20 * (rate + 0.2 * kind)))));
    }

    @Test
    void bothZerosAreTheSameScore() {
        assertEquals(
                importance(cell(16, (rate, kind) -> rate > 0.5 ? 1 : 0)),
                importance(cell(16, (rate, kind) -> rate > 0.5 ? 1 : Math.copySign(0, rate - 0.2))));
    }

    @Test
    void withSuccessiveHalvingTheFirstRungCounts() {
        DoubleBinaryOperator accuracy = (rate, kind) -> rate + 0.2 * kind;
        assertEquals(importance(cell(16, accuracy)), importance(cell(16, Rung.halving(16, 4, 2, 3), accuracy)));
    }

    @Test
    void thereIsNoneForFewTrialsOneHyperparameterOrEqualScores() {
        assertTrue(HyperparameterImportance.of(cell(HyperparameterImportance.LEAST_TRIALS - 1, (rate, kind) -> rate))
                .isEmpty());
        assertTrue(HyperparameterImportance.of(cell(16, (rate, kind) -> 0.5)).isEmpty());
        assertTrue(HyperparameterImportance.of(TuningFixtures.FULL).isEmpty());
    }
}
