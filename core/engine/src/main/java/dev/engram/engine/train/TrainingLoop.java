package dev.engram.engine.train;

import dev.engram.engine.data.Split;
import dev.engram.engine.inspect.Diagnostics;
import dev.engram.engine.inspect.Locality;
import dev.engram.engine.listen.Moment;
import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Explosion;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.ResolvedRun;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.step.LandscapeSource;
import dev.engram.engine.step.LearningSource;
import dev.engram.engine.step.RuleStateBackup;
import dev.engram.spi.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run from its first step to its test: steps, with evaluations and checkpoints between them. */
final class TrainingLoop {
    /** Examples on which the loss before the first step is measured if there are no validation data. */
    private static final int MAX_INITIAL_EXAMPLES = 1000;

    private final PreparedRun prepared;
    private final ResolvedRun run;
    private final RunListener listener;
    private final MetricRecorder recorder;
    private final EarlyStopping stopping;
    private final WeightKeeper keeper;
    private final String fingerprint;
    /** True if the loss applies to the outputs of the network. */
    private final boolean lossApplies;

    private Outcome outcome = Outcome.FINISHED;
    private String reason = "";
    private long step;
    private double lossSum;
    private long lossCount;
    private long nanos;
    /** State of the optimizer at the checkpoint from which this run continues. */
    private long restoredStateBytes;

    /** Loss before the first step; NaN if there is none. */
    private double initialLoss = Double.NaN;

    TrainingLoop(PreparedRun prepared, ResolvedRun run, RunListener listener) {
        this.prepared = prepared;
        this.run = run;
        this.listener = listener;
        recorder = new MetricRecorder(prepared);
        stopping = new EarlyStopping(run, prepared.metrics());
        keeper = new WeightKeeper(prepared, run.training().keepWeights());
        fingerprint = listener.checkpointFingerprint();
        lossApplies =
                evaluates() && ((LearningSource) prepared.source()).learner().predictsForward();
    }

    private boolean evaluates() {
        return !prepared.onLandscape() && prepared.evaluation().evaluator() != null;
    }

    private boolean hasListeners() {
        return prepared.listeners() != null;
    }

    RunResult run() {
        Optional<List<String>> notLocal = prepared.source() instanceof LearningSource s
                ? Optional.of(Locality.of(s).flags())
                : Optional.empty();
        train();
        if (outcome != Outcome.DIVERGED) {
            keeper.ended(step);
        }
        float[] point = stopping.selectedPoint(prepared.stepper().evaluationPoint());
        FinalTest test = outcome == Outcome.DIVERGED ? FinalTest.NONE : testSelected(point);
        if (outcome != Outcome.DIVERGED && !test.finite()) {
            outcome = Outcome.DIVERGED;
            reason = prepared.onLandscape()
                    ? "the value at the end is not a finite number"
                    : "the loss on the test data is not a finite number";
        }
        if (hasListeners()) {
            prepared.listeners().atEnd(moment());
        }
        RunResult result = new RunResult(
                outcome,
                reason,
                ParameterHash.of(point),
                new Cost(step, examples(), nanos * 1e-9, multiplyAdds(), stateBytes()),
                notLocal,
                recorder.measurements(),
                new RunResult.Artifacts(test.predictions(), keeper.weights()));
        return Explosion.mark(result, Explosion.factor(initialLoss, test.loss()));
    }

    /** Tests the selected point, with the states of rule and layers that belong to it. */
    private FinalTest testSelected(float[] point) {
        RuleStateBackup last = new RuleStateBackup(prepared.source());
        stopping.restoreSelectedStates(prepared.source().ruleState());
        FinalTest test = FinalTest.of(prepared, run, recorder, step, point);
        last.restore();
        return test;
    }

    private void train() {
        long total = prepared.length().steps();
        long every = EvaluationInterval.of(prepared, run.training());
        resume();
        if (step == 0) {
            evaluate();
        }
        while (step < total) {
            if (!stepUntil(Math.min(total, (step / every + 1) * every))) {
                outcome = Outcome.DIVERGED;
                reason = divergenceReason();
                return;
            }
            listener.onProgress(step, total);
            String stopReason = evaluate();
            if (!stopReason.isEmpty() && step < total) {
                outcome = Outcome.STOPPED_EARLY;
                reason = stopReason + ", after step " + step;
                return;
            }
            if (step < total && listener.checkpointDue()) {
                saveCheckpoint();
            }
        }
    }

    /** Returns false if a number is no longer finite. */
    private boolean stepUntil(long until) {
        long startNanos = System.nanoTime();
        boolean finite = true;
        while (finite && step < until) {
            if (prepared.diagnostics() != null && step + 1 == until) {
                prepared.diagnostics().rememberParameters();
            }
            finite = prepared.stepper().step();
            step++;
            lossSum += prepared.source().meanLoss(prepared.stepper().loss());
            lossCount++;
            finite &= lossIsFinite();
            if (hasListeners() && prepared.listeners().observesStep(step)) {
                nanos += System.nanoTime() - startNanos;
                prepared.listeners().afterStep(moment());
                startNanos = System.nanoTime();
            }
            if (listener.isCancelled()) {
                throw new RunListener.RunCancelledException(step);
            }
            if (finite && step < until && listener.checkpointDue()) {
                nanos += System.nanoTime() - startNanos;
                saveCheckpoint();
                startNanos = System.nanoTime();
            }
        }
        nanos += System.nanoTime() - startNanos;
        return finite;
    }

    private Moment moment() {
        double batchLoss = step == 0
                ? Double.NaN
                : prepared.source().meanLoss(prepared.stepper().loss());
        return new Moment(
                step,
                prepared.length().epochs(step),
                batchLoss,
                metric -> recorder.validationMetric(step, metric),
                (phase, metric, value) -> recorder.recordListened(step, phase, metric, value));
    }

    private boolean lossIsFinite() {
        return !(lossApplies || prepared.onLandscape())
                || Double.isFinite(prepared.stepper().loss());
    }

    private String divergenceReason() {
        String cause = prepared.onLandscape() ? "the value" : "the loss";
        return (lossIsFinite() ? "a parameter" : cause) + " was no longer a finite number after step " + step;
    }

    private void saveCheckpoint() {
        listener.saveCheckpoint(() -> checkpoint().toBytes());
    }

    /** Never called between {@link Diagnostics#rememberParameters} and the inspection that needs it. */
    private Checkpoint checkpoint() {
        return new Checkpoint(
                fingerprint,
                prepared.stepper().save(),
                new Checkpoint.Records(recorder.measurements(), lossSum, lossCount, keeper.weights()),
                stopping.state(),
                new Checkpoint.Effort(nanos, multiplyAdds(), stateBytes()),
                hasListeners() ? prepared.listeners().save() : Map.of());
    }

    /** Continues from a checkpoint if there is a valid one. */
    private void resume() {
        Optional<byte[]> stored = listener.storedCheckpoint();
        Checkpoint c = stored.flatMap(b -> Checkpoint.of(b, fingerprint)).orElse(null);
        if (c == null || c.snapshot().theta().length != prepared.stepper().evaluationPoint().length) {
            stored.ifPresent(b -> listener.onCheckpointRefused());
            return;
        }
        if (lossApplies) {
            initialLoss = currentLoss();
        }
        step = c.snapshot().t();
        prepared.stepper().restore(c.snapshot());
        recorder.restore(c.records().measurements());
        stopping.resume(c.stopping());
        keeper.resume(c.records().weights());
        lossSum = c.records().lossSum();
        lossCount = c.records().lossCount();
        nanos = c.effort().nanos();
        restoredStateBytes = c.effort().stateBytes();
        if (hasListeners()) {
            prepared.listeners().restore(c.listeners());
        }
        if (prepared.source() instanceof LearningSource s) {
            s.learner().operations().reset(c.effort().multiplyAdds());
        }
        listener.onProgress(step, prepared.length().steps());
    }

    /** Returns the loss on the validation data or, without them, on the first training examples. */
    private double currentLoss() {
        Split split = prepared.evaluation().split();
        int[] rows = split.validation().length > 0
                ? split.validation()
                : Arrays.copyOf(split.training(), Math.min(MAX_INITIAL_EXAMPLES, split.training().length));
        return prepared.evaluation()
                .evaluator()
                .predict(rows, prepared.stepper().evaluationPoint())
                .loss();
    }

    /** After a checkpoint the optimizer holds only the state that it has asked for since then. */
    private long stateBytes() {
        return Math.max(restoredStateBytes, prepared.stepper().stateBytes());
    }

    /** Records measurements, also those of listeners. Returns the reason to stop, or "". */
    private String evaluate() {
        float[] update = hasListeners() ? prepared.source().arena().gradient().clone() : null;
        String stopReason = measure();
        if (hasListeners()) { // after all decisions, and with the update that metrics may have overwritten
            System.arraycopy(update, 0, prepared.source().arena().gradient(), 0, update.length);
            prepared.listeners().afterEvaluation(moment());
        }
        return stopReason;
    }

    private String measure() {
        if (lossCount > 0) {
            recorder.recordTrainingLoss(step, lossSum / lossCount);
            lossSum = 0;
            lossCount = 0;
        }
        recorder.recordProbe(step);
        if (prepared.source() instanceof LandscapeSource l) {
            recorder.recordPosition(step, l);
            return stopping.targetReached(recorder.measurements());
        }
        if (!evaluates()) {
            keeper.evaluated(step, false);
            return "";
        }
        String stopReason = validate();
        keeper.evaluated(step, stopping.state().evaluationsSinceBest() == 0);
        recorder.recordCurves(
                step, run.training().monitoring().curves()); // after all decisions, which must not depend on them
        return stopReason;
    }

    /** Records the metrics of the validation data and decides by them. Returns the reason to stop, or "". */
    private String validate() {
        if (prepared.evaluation().split().validation().length == 0) {
            initialLoss = step == 0 && lossApplies ? currentLoss() : initialLoss;
            return "";
        }
        Metric.Predictions p = recorder.recordValidation(step);
        initialLoss = step == 0 ? p.loss() : initialLoss;
        if (lossApplies) { // otherwise the rule makes its own predictions, which have no loss
            stopping.observe(
                    p.loss(),
                    prepared.stepper().evaluationPoint(),
                    prepared.source().ruleState());
        }
        String stopReason = stopping.targetReached(recorder.measurements());
        return stopReason.isEmpty() && lossApplies ? stopping.patienceExhausted() : stopReason;
    }

    private long examples() {
        if (prepared.onLandscape()) {
            return 0;
        }
        Split split = prepared.evaluation().split();
        return prepared.length()
                .examples(step, run.training().batching().batch().resolve(split.training().length));
    }

    private long multiplyAdds() {
        return prepared.source() instanceof LearningSource s
                ? s.learner().operations().multiplyAdds()
                : 0;
    }
}
