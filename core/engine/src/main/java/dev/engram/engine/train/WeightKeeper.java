package dev.engram.engine.train;

import dev.engram.engine.network.NetworkWeights;
import dev.engram.engine.run.KeptWeights;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.engine.run.TrainingSettings.KeepWeights;
import dev.engram.engine.step.LearningSource;
import dev.engram.engine.weights.ArrayCodec;
import java.util.ArrayList;
import java.util.List;

/** Keeps the weights of a run at the moments that its settings ask for. */
final class WeightKeeper {
    /** The bytes that the weights of one run may take in the store, and in memory until it ends. */
    static final long MAX_BYTES = 256L << 20;

    private final PreparedRun run;
    private final KeepWeights which;
    private final List<KeptWeights> kept = new ArrayList<>();

    WeightKeeper(PreparedRun run, KeepWeights which) {
        this.run = run;
        this.which = run.source() instanceof LearningSource ? which : KeepWeights.NONE;
    }

    /** Continues with the weights of a checkpoint. */
    void resume(List<KeptWeights> saved) {
        kept.clear();
        kept.addAll(saved);
    }

    /** Returns the weights so far, in the order of their steps. */
    List<KeptWeights> weights() {
        return List.copyOf(kept);
    }

    /**
     * Called after each evaluation.
     *
     * @param best whether its validation loss is the best so far
     */
    void evaluated(long step, boolean best) {
        if (which == KeepWeights.BEST && best) {
            kept.clear();
        }
        if (which == KeepWeights.EVERY || which == KeepWeights.BEST && best) {
            keep(step);
        }
    }

    /** Called after the last step of a run that has not diverged. */
    void ended(long step) {
        boolean there = !kept.isEmpty() && kept.get(kept.size() - 1).step() == step;
        if (which == KeepWeights.LAST || which == KeepWeights.EVERY && !there) {
            keep(step);
        }
    }

    private void keep(long step) {
        LearningSource source = (LearningSource) run.source();
        float[] point = run.stepper().evaluationPoint();
        kept.add(new KeptWeights(
                step, ArrayCodec.encode(source.learner().weights().copy(point))));
    }

    /** Returns the bytes that the weights of a run will take, without their names; 0 if none are kept. */
    static long bytes(PreparedRun run, TrainingSettings settings) {
        if (settings.keepWeights() == KeepWeights.NONE || !(run.source() instanceof LearningSource s)) {
            return 0;
        }
        long numbers = s.learner().weights().declarations().stream()
                .mapToLong(NetworkWeights.Declaration::size)
                .sum();
        long times = 1;
        if (settings.keepWeights() == KeepWeights.EVERY) {
            long interval = EvaluationInterval.of(run, settings);
            times += (run.length().steps() + interval - 1) / interval;
        }
        return Math.multiplyExact(Float.BYTES * numbers, times);
    }
}
