package dev.engram.engine.train;

import dev.engram.engine.data.DataCache;
import dev.engram.engine.data.DataFacts;
import dev.engram.engine.data.Split;
import dev.engram.engine.parallel.ThreadTeam;
import dev.engram.engine.run.NamedComponent;
import dev.engram.engine.run.ResolvedRun;
import dev.engram.engine.run.ResolvedTask.NetworkTraining;
import dev.engram.engine.run.RunSize;
import dev.engram.engine.step.LearningSource;
import dev.engram.engine.train.Runner.CheckResult;
import java.util.List;

/**
 * Checks runs, one after another. A run that differs from the one before only in its optimizer shares its data and its
 * network, because the optimizer is checked with a gradient of zero, whatever the network. Not thread-safe.
 */
public final class RunChecker {
    private final DataCache data;
    /** The previous run; null if there is none, or if its check has failed and may have left something behind. */
    private ResolvedRun before;

    private PreparedRun prepared;

    RunChecker(DataCache data) {
        this.data = data;
    }

    /** Prepares the run and makes one step without consequences. */
    public CheckResult check(ResolvedRun run) {
        Compatibility compatibility = new Compatibility();
        RunPreparation preparation = new RunPreparation(run, data, ThreadTeam.SINGLE, compatibility);
        boolean shared = before != null && differsInOptimizerOnly(before, run);
        PreparedRun base = prepared;
        before = null;
        prepared = null;
        PreparedRun now = shared ? preparation.withOptimizer(base) : preparation.prepare();
        if (now == null) {
            return CheckResult.impossible(compatibility.incompatibilities());
        }
        List<String> decayedUntrained = decayedUntrained(now);
        before = run;
        prepared = now;
        return new CheckResult(
                List.of(),
                new RunSize(
                        now.length().steps(),
                        now.stepMultiplyAdds(),
                        now.stepActivationBytes(),
                        WeightKeeper.bytes(now, run.training())),
                hasValidation(now),
                now.metrics().stream().map(NamedComponent::name).toList(),
                run.task() instanceof NetworkTraining t ? data.facts(t.data(), run.seed()) : DataFacts.NONE,
                decayedUntrained);
    }

    private static List<String> decayedUntrained(PreparedRun prepared) {
        List<String> names = prepared.stepper().decayedUntrained();
        if (prepared.source() instanceof LearningSource s) {
            s.learner().operations().reset(0); // the next run may use the same network, and counts its own step
        }
        return names;
    }

    private static boolean differsInOptimizerOnly(ResolvedRun one, ResolvedRun other) {
        return one.task() instanceof NetworkTraining
                && one.seed() == other.seed()
                && one.task().equals(other.task())
                && one.training().equals(other.training())
                && one.listeners().equals(other.listeners())
                && one.metrics().equals(other.metrics())
                && one.target().equals(other.target());
    }

    private static boolean hasValidation(PreparedRun prepared) {
        if (prepared.onLandscape()) {
            return true;
        }
        Split split = prepared.evaluation().split();
        return split.validation().length > 0 && split.validation() != split.test();
    }
}
