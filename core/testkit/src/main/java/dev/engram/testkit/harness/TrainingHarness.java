package dev.engram.testkit.harness;

import dev.engram.engine.matrix.Arena;
import dev.engram.engine.matrix.ComputeContext;
import dev.engram.engine.matrix.ScratchMatrix;
import dev.engram.engine.network.Learner;
import dev.engram.engine.network.NetworkSpec;
import dev.engram.engine.step.GradientSource;
import dev.engram.engine.step.Stepper;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Scratch;
import dev.engram.testkit.parts.GradientDescent;
import java.util.Arrays;
import java.util.Map;

/**
 * A training run whose steps a test controls. Fills scratch memory with NaN before every evaluation to expose rules
 * that read stale contents.
 */
public final class TrainingHarness implements GradientSource {
    public static final long SEED = SyntheticBatch.SEED;

    private final TrainingTask trainingTask;
    private final Learner learner;
    private final SyntheticBatch batch;
    private final Stepper stepper;
    private float[] gradient;
    private boolean first;

    public TrainingHarness(TrainingTask trainingTask, LearningRule rule, Optimizer optimizer) {
        this.trainingTask = trainingTask;
        learner = new Learner(
                SEED,
                new NetworkSpec(
                        trainingTask.inputs(), trainingTask.layers(), trainingTask.loss(), trainingTask.targets()),
                rule,
                trainingTask.rows(),
                false);
        batch = trainingTask.examples();
        stepper = new Stepper(this, optimizer, SEED);
    }

    /** Creates a run whose parameters do not change, to inspect the gradients of a rule. */
    public TrainingHarness(TrainingTask trainingTask, LearningRule rule) {
        this(trainingTask, rule, new GradientDescent(0));
    }

    /** Returns the gradient that a rule computes for the first batch. */
    public static float[] gradient(TrainingTask trainingTask, LearningRule rule) {
        TrainingHarness trainingHarness = new TrainingHarness(trainingTask, rule);
        trainingHarness.step();
        return trainingHarness.gradient();
    }

    @Override
    public Arena arena() {
        return learner.arena();
    }

    @Override
    public void beginStep(long step) {
        batch.seek(step);
        first = true;
    }

    @Override
    public double computeGradient() {
        learner.poison();
        double loss = learner.learn(batch);
        if (first) {
            gradient = arena().gradient().clone();
            first = false;
        }
        return loss;
    }

    @Override
    public Map<String, float[]> ruleState() {
        return learner.ruleState();
    }

    public Learner learner() {
        return learner;
    }

    public Stepper stepper() {
        return stepper;
    }

    public SyntheticBatch batch() {
        return batch;
    }

    /** Makes a step and returns the loss before it. Throws {@link IllegalStateException} if it diverges. */
    public double step() {
        if (!stepper.step()) {
            throw new IllegalStateException("diverged at step " + stepper.t());
        }
        return stepper.loss();
    }

    /** Makes {@code n} steps and returns the mean of the losses before each. */
    public double steps(int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += step();
        }
        return sum / n;
    }

    public float[] theta() {
        return arena().theta();
    }

    /** Returns a copy of the gradient that the rule computed at the last step. */
    public float[] gradient() {
        return gradient.clone();
    }

    public float[] gradient(String parameter) {
        return slice(gradient, parameter);
    }

    public float[] theta(String parameter) {
        return slice(theta(), parameter);
    }

    private float[] slice(float[] a, String name) {
        Parameter p = parameter(name);
        return Arrays.copyOfRange(a, p.from(), p.to());
    }

    public Parameter parameter(String name) {
        return arena().allParameters().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Applies a function to every number of one parameter. */
    public TrainingHarness transform(String parameter, Scratch.FloatUnaryOperator f) {
        Parameter p = parameter(parameter);
        for (int i = p.from(); i < p.to(); i++) {
            theta()[i] = f.applyAsFloat(theta()[i]);
        }
        return this;
    }

    /** Applies a function to every number of all parameters. */
    public TrainingHarness transform(Scratch.FloatUnaryOperator f) {
        arena().allParameters().forEach(p -> transform(p.name(), f));
        return this;
    }

    public void copy(String from, String to) {
        Parameter a = parameter(from), b = parameter(to);
        System.arraycopy(theta(), a.from(), theta(), b.from(), a.to() - a.from());
    }

    /**
     * Returns the gradient of the loss that the rule reports, by central differences, with the batch and the random
     * numbers of the last step.
     */
    public float[] numericalGradient(float h) {
        float[] d = new float[theta().length];
        for (int i = 0; i < d.length; i++) {
            float keep = theta()[i], above = keep + h, below = keep - h;
            theta()[i] = above;
            double up = computeGradient();
            theta()[i] = below;
            double down = computeGradient();
            theta()[i] = keep;
            d[i] = (float) ((up - down) / ((double) above - below));
        }
        return d;
    }

    /** Returns the accuracy on examples that no step uses. */
    public double accuracy(int batches) {
        SyntheticBatch fresh = trainingTask.examples();
        ScratchMatrix scores = new ScratchMatrix(trainingTask.rows(), trainingTask.targets(), new ComputeContext()),
                each = new ScratchMatrix(trainingTask.rows(), 1, new ComputeContext());
        int right = 0;
        for (int b = 1; b <= batches; b++) {
            fresh.seek(-b);
            learner.predict(fresh.inputs(), fresh.targets(), scores, each);
            for (int r = 0; r < trainingTask.rows(); r++) {
                right += ArrayMath.argmax(scores, r) == fresh.label(r) ? 1 : 0;
            }
        }
        return right / (double) (batches * trainingTask.rows());
    }
}
