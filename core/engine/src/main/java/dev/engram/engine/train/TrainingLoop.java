package dev.engram.engine.train;

import dev.engram.engine.inspect.Diagnostics;
import dev.engram.engine.inspect.Locality;
import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.Predictions;
import dev.engram.engine.run.ResolvedRun;
import dev.engram.engine.run.ResolvedTask.NetworkTraining;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.step.LandscapeSource;
import dev.engram.engine.step.LearningSource;
import dev.engram.spi.Metric;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** One run from its first step to its test: steps, with evaluations and checkpoints between them. */
final class TrainingLoop {
    private final PreparedRun a;
    private final ResolvedRun run;
    private final RunListener runListener;
    private final MetricRecorder recorder;
    private final EarlyStopping stopping;
    private double lossSum;
    private long lossCount;
    private long nanos;
    /** Kept by the optimizer before the checkpoint that this run went on from. */
    private long restoredStateBytes;

    private Predictions predictions;
    /** Does the loss apply to what the model says? */
    private final boolean lossApplies;

    private final boolean onLandscape;

    TrainingLoop(PreparedRun a, ResolvedRun run, RunListener runListener) {
        this.a = a;
        this.run = run;
        this.runListener = runListener;
        recorder = new MetricRecorder(a);
        stopping = new EarlyStopping(run, a.metrics);
        onLandscape = a.source instanceof LandscapeSource;
        lossApplies =
                a.evaluator != null && ((LearningSource) a.source).learner().predictsForward();
    }

    RunResult run() {
        Optional<List<String>> notLocal = a.source instanceof LearningSource s
                ? Optional.of(Locality.of(s).flags())
                : Optional.empty();
        Outcome outcome = Outcome.FINISHED;
        String reason = "";
        long every = EvaluationInterval.of(a, run);
        String fingerprint = runListener.checkpointFingerprint();
        long step = resume(fingerprint);
        if (step == 0) {
            evaluate(0);
        }
        while (step < a.totalSteps) {
            long until = Math.min(a.totalSteps, (step / every + 1) * every);
            long startNanos = System.nanoTime();
            boolean finite = true;
            while (finite && step < until) {
                if (a.diagnostics != null && step + 1 == until) {
                    a.diagnostics.rememberParameters();
                }
                finite = a.stepper.step();
                step++;
                lossSum += a.source.meanLoss(a.stepper.loss());
                lossCount++;
                finite &= !(lossApplies || onLandscape) || Double.isFinite(a.stepper.loss());
                if (runListener.isCancelled()) {
                    throw new RunListener.RunCancelledException(step);
                }
                if (finite && step < until && runListener.checkpointDue()) {
                    long now = System.nanoTime();
                    nanos += now - startNanos;
                    runListener.saveCheckpoint(() -> checkpoint(fingerprint).toBytes());
                    startNanos = System.nanoTime();
                }
            }
            nanos += System.nanoTime() - startNanos;
            if (!finite) {
                outcome = Outcome.DIVERGED;
                reason = (!(lossApplies || onLandscape) || Double.isFinite(a.stepper.loss())
                                ? "a parameter"
                                : onLandscape ? "the value" : "the loss")
                        + " was no longer a finite number after step " + step;
                break;
            }
            runListener.onProgress(step, a.totalSteps);
            String stopReason = evaluate(step);
            if (!stopReason.isEmpty() && step < a.totalSteps) {
                outcome = Outcome.STOPPED_EARLY;
                reason = stopReason + ", after step " + step;
                break;
            }
            if (step < a.totalSteps && runListener.checkpointDue()) {
                runListener.saveCheckpoint(() -> checkpoint(fingerprint).toBytes());
            }
        }
        float[] point = stopping.selectedPoint(a.stepper.evaluationPoint());
        if (outcome != Outcome.DIVERGED && !test(step, point)) {
            outcome = Outcome.DIVERGED;
            reason = onLandscape
                    ? "the value at the end is not a finite number"
                    : "the loss on the test data is not a finite number";
        }
        return new RunResult(
                outcome,
                reason,
                hash(point),
                new Cost(step, examples(step), nanos * 1e-9, multiplyAdds(), stateBytes()),
                notLocal,
                recorder.measurements(),
                Optional.ofNullable(predictions));
    }

    /** Never between {@link Diagnostics#rememberParameters} and the look that it is for. */
    private Checkpoint checkpoint(String fingerprint) {
        return new Checkpoint(
                fingerprint,
                a.stepper.save(),
                recorder.measurements(),
                lossSum,
                lossCount,
                stopping.best(),
                stopping.bestPoint(),
                stopping.evaluationsSinceBest(),
                nanos,
                multiplyAdds(),
                stateBytes());
    }

    /** Goes on from a checkpoint where there is one; returns the steps that it has behind it. */
    private long resume(String fingerprint) {
        Checkpoint c = runListener
                .storedCheckpoint()
                .flatMap(b -> Checkpoint.of(b, fingerprint))
                .orElse(null);
        if (c == null || c.snapshot().theta().length != a.stepper.evaluationPoint().length) {
            return 0;
        }
        a.stepper.restore(c.snapshot());
        recorder.restore(c.measurements());
        stopping.resume(c);
        lossSum = c.lossSum();
        lossCount = c.lossCount();
        nanos = c.nanos();
        restoredStateBytes = c.stateBytes();
        if (a.source instanceof LearningSource s) {
            s.learner().operations().reset(c.multiplyAdds());
        }
        runListener.onProgress(c.snapshot().t(), a.totalSteps);
        return c.snapshot().t();
    }

    /** After a checkpoint the optimizer has back only what it has asked for since. */
    private long stateBytes() {
        return Math.max(restoredStateBytes, a.stepper.stateBytes());
    }

    /** Measures; says why it is time to stop, or nothing. */
    private String evaluate(long step) {
        if (lossCount > 0) {
            recorder.recordTrainingLoss(step, lossSum / lossCount);
            lossSum = 0;
            lossCount = 0;
        }
        recorder.recordProbe(step);
        if (a.source instanceof LandscapeSource l) {
            recorder.recordPosition(step, l);
            return stopping.targetReached(recorder.measurements());
        }
        if (a.evaluator == null || a.split.validation().length == 0) {
            return "";
        }
        Metric.Predictions p = recorder.recordValidation(step);
        if (lossApplies) { // else the rule predicts in a way of its own, and no loss says how well
            stopping.observe(p.loss(), a.stepper.evaluationPoint());
        }
        String stopReason = stopping.targetReached(recorder.measurements());
        return stopReason.isEmpty() && lossApplies ? stopping.patienceExhausted() : stopReason;
    }

    /** The only time that test data are looked at; false: the loss there is not a finite number. */
    private boolean test(long step, float[] point) {
        if (a.source instanceof LandscapeSource l) {
            recorder.recordEndPoint(step, l);
            return Double.isFinite(l.value(a.stepper.evaluationPoint()));
        } else if (a.evaluator != null && a.split.test().length > 0) {
            Metric.Predictions p = recorder.recordTest(step, point);
            predictions = p.classes() ? TestPredictions.of(((NetworkTraining) run.task()).data(), a.split, p) : null;
            return !lossApplies || Double.isFinite(p.loss());
        }
        return true;
    }

    /** Examples seen in so many steps: the last batch of an epoch may be smaller. */
    private long examples(long steps) {
        if (a.split == null) {
            return 0;
        }
        long batch = run.training().batch().resolve(a.split.training().length);
        return steps / a.stepsPerEpoch * a.examplesPerEpoch + steps % a.stepsPerEpoch * batch;
    }

    private long multiplyAdds() {
        return a.source instanceof LearningSource s ? s.learner().operations().multiplyAdds() : 0;
    }

    /** The first 128 bits of SHA-256 over the parameters' bits, little-endian, in the order of the arena. */
    private static String hash(float[] point) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            ByteBuffer bytes = ByteBuffer.allocate(4 * point.length).order(ByteOrder.LITTLE_ENDIAN);
            for (float v : point) {
                bytes.putInt(Float.floatToIntBits(
                        v)); // one NaN for all: which of them an operation gives is up to the processor
            }
            return HexFormat.of().formatHex(Arrays.copyOf(sha.digest(bytes.array()), 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
