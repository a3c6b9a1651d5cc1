package dev.engram.engine.step;

import dev.engram.engine.data.Batches;
import dev.engram.engine.data.Split;
import dev.engram.engine.matrix.Arena;
import dev.engram.engine.network.Learner;
import dev.engram.engine.run.TrainingSettings;
import java.util.Map;

/** Gradients of a learning rule on batches of data. */
public final class LearningSource implements GradientSource {
    private final Learner learner;
    private final Batches batches;
    private final boolean summed;

    /** A source of means over batches in the given order. */
    public LearningSource(Learner learner, Split split, int batch, TrainingSettings.Order order, long seed) {
        this(learner, new Batches(split, batch, order, seed), false);
    }

    /** A source with the order, the last batch and the reduction of these batches. */
    public LearningSource(Learner learner, Split split, int batch, TrainingSettings.Batching settings, long seed) {
        this(
                learner,
                new Batches(split, batch, settings.order(), settings.lastBatch(), seed),
                settings.reduction() == TrainingSettings.Reduction.SUM);
    }

    private LearningSource(Learner learner, Batches batches, boolean summed) {
        this.learner = learner;
        this.batches = batches;
        this.summed = summed;
    }

    public Learner learner() {
        return learner;
    }

    public Batches batches() {
        return batches;
    }

    @Override
    public Arena arena() {
        return learner.arena();
    }

    @Override
    public void beginStep(long step) {
        batches.gather(step);
    }

    @Override
    public double computeGradient() {
        double mean = learner.learn(batches);
        if (!summed) {
            return mean;
        }
        float[] g = arena().gradient();
        int rows = batches.rows();
        for (int i = 0; i < g.length; i++) {
            g[i] *= rows;
        }
        return mean * rows;
    }

    @Override
    public double meanLoss(double measured) {
        return summed ? measured / batches.rows() : measured;
    }

    @Override
    public long constantBytes() {
        return 4 * learner.constants();
    }

    @Override
    public Map<String, float[]> ruleState() {
        return learner.ruleState();
    }
}
