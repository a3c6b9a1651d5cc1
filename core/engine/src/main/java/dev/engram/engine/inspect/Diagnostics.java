package dev.engram.engine.inspect;

import dev.engram.engine.data.Batches;
import dev.engram.engine.matrix.Arena;
import dev.engram.engine.network.Learner;
import dev.engram.engine.step.LearningSource;
import dev.engram.engine.step.RuleStateBackup;
import dev.engram.spi.Metric;
import dev.engram.spi.Metric.Feedback;
import dev.engram.spi.Metric.Response;
import dev.engram.spi.Parameter;
import java.util.List;
import java.util.Map;

/**
 * Inspects a step: the rule's gradient, the true gradient for the same examples at the same parameters, and the
 * responses of the network. The examples are a fixed probe set or the batch of the step. Leaves no trace in the run:
 * the rule's state is restored, its streams are keyed by the step, and the computation is not counted.
 */
public final class Diagnostics implements Metric.Probe {
    private final LearningSource source;
    private final Batches examples;
    private final float[] theta;
    private final float[] pseudoGradient;
    private final float[] trueGradient;
    private final float[] settledGradient;
    private final float[] update;
    private Map<String, float[]> ruleState = Map.of();
    private List<Feedback> feedback = List.of();
    private List<Response> responses = List.of();
    private boolean remembered;
    private boolean updateKnown;

    /** Inspects each step on its own batch. */
    public Diagnostics(LearningSource source) {
        this(source, source.batches());
    }

    /**
     * @param source a source whose learner has diagnostics
     * @param examples the examples on which a step is inspected
     */
    public Diagnostics(LearningSource source, Batches examples) {
        this.source = source;
        this.examples = examples;
        int n = source.arena().theta().length;
        theta = new float[n];
        pseudoGradient = new float[n];
        update = new float[n];
        trueGradient = source.learner().hasTrueGradient() ? new float[n] : null;
        settledGradient = source.learner().hasSettledGradient() ? new float[n] : null;
    }

    /**
     * Remembers the parameters before a step, so that the next {@link #inspect} knows the {@link #update} of that
     * step.
     */
    public void rememberParameters() {
        System.arraycopy(source.arena().theta(), 0, update, 0, update.length);
        remembered = true;
    }

    /** Inspects a step without making it. A batch of the training is drawn again afterwards. */
    public void inspect(long step) {
        Arena arena = source.arena();
        Learner learner = source.learner();
        long counted = learner.operations().multiplyAdds();
        System.arraycopy(arena.theta(), 0, theta, 0, theta.length);
        for (int i = 0; i < update.length && remembered; i++) {
            update[i] -= theta[i];
        }
        updateKnown = remembered;
        remembered = false;
        RuleStateBackup backup = new RuleStateBackup(source);
        examples.gather(step);
        RuleProbe probe = new RuleProbe(learner.network().depth(), examples.targets());
        learner.learn(examples, probe);
        System.arraycopy(arena.gradient(), 0, pseudoGradient, 0, pseudoGradient.length);
        feedback = probe.feedback(learner.network(), learner.plain());
        backup.restore();
        ruleState = source.ruleState();
        if (trueGradient != null) {
            learner.computeTrueGradient(examples);
            System.arraycopy(arena.gradient(), 0, trueGradient, 0, trueGradient.length);
        }
        if (settledGradient != null) {
            learner.computeSettledGradient(examples);
            System.arraycopy(arena.gradient(), 0, settledGradient, 0, settledGradient.length);
        }
        responses = learner.responses(examples);
        learner.operations().reset(counted);
    }

    @Override
    public Iterable<Parameter> parameters() {
        return source.arena().parameters();
    }

    @Override
    public float[] theta() {
        return theta;
    }

    @Override
    public float[] pseudoGradient() {
        return pseudoGradient;
    }

    @Override
    public float[] trueGradient() {
        return trueGradient;
    }

    @Override
    public boolean hessianProduct(double[] direction, double[] product) {
        if (trueGradient == null) {
            return false;
        }
        long counted = source.learner().operations().multiplyAdds();
        new HessianProduct(source, examples, theta).multiply(direction, product);
        source.learner().operations().reset(counted);
        return true;
    }

    @Override
    public float[] settledGradient() {
        return settledGradient;
    }

    @Override
    public Map<String, float[]> ruleState() {
        return ruleState;
    }

    @Override
    public float[] update() {
        return updateKnown ? update : null;
    }

    @Override
    public List<Feedback> feedback() {
        return feedback;
    }

    @Override
    public List<Response> responses() {
        return responses;
    }
}
