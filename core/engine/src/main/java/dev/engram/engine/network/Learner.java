package dev.engram.engine.network;

import dev.engram.engine.matrix.Arena;
import dev.engram.engine.matrix.ComputeContext;
import dev.engram.engine.matrix.MatrixView;
import dev.engram.engine.matrix.OperationCounter;
import dev.engram.engine.matrix.RuleObserver;
import dev.engram.engine.matrix.ScratchMatrix;
import dev.engram.engine.parallel.ThreadTeam;
import dev.engram.spi.Activation;
import dev.engram.spi.Activations;
import dev.engram.spi.Batch;
import dev.engram.spi.BoundRule;
import dev.engram.spi.Layer;
import dev.engram.spi.LearningRule;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Matrix;
import dev.engram.spi.Metric.Response;
import dev.engram.spi.Network;
import dev.engram.spi.Scratch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A network, a loss and a rule on one arena: turns batches into gradients and inputs into predictions. */
public final class Learner {
    private final Arena arena = new Arena();
    private final ComputeContext computeContext;
    private final FeedForward feedForward;
    private final String outputPath;
    private final BoundLoss objective;
    private final RuleSetup ruleSetup;
    private final BoundRule boundRule;
    private final Activations[] evaluation;
    /** The untrained state of the layers. */
    private final Map<String, float[]> states;

    private final NetworkWeights weights;
    /** Back-propagation for diagnostics; null if it is not needed or not defined for this network. */
    private final BoundRule backpropagation;
    /** The derivatives of each layer's units; null without diagnostics. */
    private final Scratch[] derivatives;

    /**
     * Builds the network, binds the rule to it and closes the arena.
     *
     * @param capacity the largest number of examples in a batch or a prediction
     * @param diagnosed whether {@link #computeTrueGradient} and {@link #responses} will be needed
     * @throws LayerException if a layer does not fit at its place, or in memory
     * @throws TooLargeException if a layer that the rule adds does not fit in memory
     * @throws dev.engram.spi.IncompatibleException if the rule does not support the network
     */
    public Learner(long seed, NetworkSpec spec, LearningRule rule, int capacity, boolean diagnosed) {
        this(seed, spec, rule, capacity, diagnosed, ThreadTeam.SINGLE);
    }

    /** The same, with threads that share large products. */
    public Learner(long seed, NetworkSpec spec, LearningRule rule, int capacity, boolean diagnosed, ThreadTeam team) {
        computeContext = new ComputeContext(team);
        NetworkBuilder network = new NetworkBuilder(seed, spec, capacity, arena, computeContext);
        feedForward = new FeedForward(arena, network.blocks(), network.inputStages(), network.hasResidual());
        outputPath = network.outputPath();
        states = network.states().arrays();
        LossFunction loss = spec.loss();
        objective = new BoundLoss(loss, feedForward.outputStages());
        ObservedLoss observedLoss = new ObservedLoss(objective, computeContext, feedForward.depth());
        ruleSetup = new RuleSetup(
                seed,
                capacity,
                new RuleSetup.BoundNetwork(arena, computeContext, feedForward, network.output()),
                observedLoss,
                spec.targets());
        boundRule = rule.bind(ruleSetup);
        evaluation = ruleSetup.activationsPerLayer();
        boolean differentiable = feedForward.last().outputs() == spec.targets()
                && feedForward.layers().stream().allMatch(Layer::differentiable);
        backpropagation = diagnosed && differentiable && loss.differentiable()
                ? ruleSetup.backward((layer, batch) -> layer.weights())
                : null;
        derivatives = diagnosed ? ruleSetup.likePreActivations() : null;
        arena.close();
        weights = network.weights();
        weights.addRule(arena, ruleStates());
    }

    public Arena arena() {
        return arena;
    }

    public OperationCounter operations() {
        return computeContext.operations();
    }

    /** Returns the bytes of activations that a forward pass keeps of one example. */
    public long activationBytes() {
        return feedForward.activationBytes();
    }

    public Network network() {
        return feedForward;
    }

    /** Returns the path of the last layer with weights in the list of layers: 2, or 1.residual.layers.0. */
    public String outputPath() {
        return outputPath;
    }

    /** Returns whether every layer is dense, with an activation only. */
    public boolean plain() {
        return feedForward.layers().stream().allMatch(Layer::plain);
    }

    /** Returns whether the network is a chain of layers only: no residual connections, no stages before the first. */
    public boolean chain() {
        return !feedForward.residual() && feedForward.inputStages() == null;
    }

    /** Computes the rule's gradient for the batch in the arena; returns the mean loss of the batch. */
    public double learn(Batch batch) {
        ruleSetup.batchRows(batch.rows());
        feedForward.beginPass(batch, true);
        arena.clearGradient();
        double loss = boundRule.learn(batch);
        arena.zeroUncredited();
        return loss;
    }

    /** Does the same and tells the observer what the rule does. */
    public double learn(Batch batch, RuleObserver observer) {
        computeContext.observe(observer);
        try {
            return learn(batch);
        } finally {
            computeContext.observe(null);
        }
    }

    /**
     * Updates the untrained state of the layers, such as running statistics, as a training step on the batch does.
     * Nothing else changes.
     */
    public void updateStates(Batch batch) {
        ruleSetup.batchRows(batch.rows());
        feedForward.beginPass(batch, true);
        feedForward.forward(batch.inputs(), evaluation);
    }

    /** Returns how the layers respond to the inputs of a batch in a prediction; needs a learner with diagnostics. */
    public List<Response> responses(Batch batch) {
        ruleSetup.batchRows(batch.rows());
        feedForward.beginPass(null, false);
        feedForward.forward(batch.inputs(), evaluation);
        List<Response> found = new ArrayList<>();
        for (int l = 0; l < feedForward.depth(); l++) {
            Block b = feedForward.block(l);
            boolean elementwise = b.onlyActivation()
                    && b.activation() instanceof Activation.Elementwise
                    && b.activation().differentiable();
            if (elementwise) {
                b.backwardActivation(evaluation[l], derivatives[l].fill(1), derivatives[l]);
            }
            found.add(new Response("layer" + l, evaluation[l].output(), elementwise ? derivatives[l] : null));
        }
        return found;
    }

    /**
     * Returns the outputs of the network for some inputs in an evaluation, whatever the rule predicts. They are valid
     * until the next pass.
     */
    public Matrix outputs(MatrixView inputs) {
        ruleSetup.batchRows(inputs.rows());
        feedForward.beginPass(null, false);
        feedForward.forward(inputs, evaluation);
        return evaluation[evaluation.length - 1].output();
    }

    /** Returns whether a prediction is the forward pass, so that the loss applies to it. */
    public boolean predictsForward() {
        return !(boundRule instanceof BoundRule.Predictor);
    }

    /** Returns whether {@link #computeTrueGradient} can be called. */
    public boolean hasTrueGradient() {
        return backpropagation != null;
    }

    /** Computes the gradient of back-propagation for the batch in the arena. */
    public void computeTrueGradient(Batch batch) {
        ruleSetup.batchRows(batch.rows());
        feedForward.beginPass(batch, false);
        arena.clearGradient();
        backpropagation.learn(batch);
        arena.zeroUncredited();
    }

    /** Returns whether {@link #computeSettledGradient} can be called. */
    public boolean hasSettledGradient() {
        return boundRule instanceof BoundRule.Settling;
    }

    /** Computes the gradient of the loss of the settled network for the batch in the arena. */
    public void computeSettledGradient(Batch batch) {
        ruleSetup.batchRows(batch.rows());
        feedForward.beginPass(batch, false);
        arena.clearGradient();
        ((BoundRule.Settling) boundRule).learnSettled(batch);
        arena.zeroUncredited();
    }

    /**
     * Fills {@code scores} with the predictions of the rule and returns the mean loss. The loss is NaN if the scores
     * are not the network's output, so that it does not apply to them.
     *
     * @param each receives the loss of each row if the loss applies
     */
    public double predict(MatrixView inputs, MatrixView targets, ScratchMatrix scores, ScratchMatrix each) {
        int previousRows = ruleSetup.batchRows();
        ruleSetup.batchRows(inputs.rows());
        feedForward.beginPass(null, false);
        double loss = Double.NaN;
        if (boundRule instanceof BoundRule.Predictor p) {
            p.predict(inputs, scores);
        } else {
            Activations last = evaluation[evaluation.length - 1];
            feedForward.forward(inputs, evaluation);
            scores.set(last.output());
            loss = objective.valueAndLosses(last, targets, each);
        }
        ruleSetup.batchRows(previousRows);
        return loss;
    }

    /** Fills all scratch memory with NaN, to expose rules that read stale contents. */
    public void poison() {
        ruleSetup.poison();
    }

    /** Returns the total size of the fixed matrices that the rule drew. */
    public long constants() {
        return ruleSetup.constants();
    }

    /** Returns the state of the rule and of the layers by name: the arrays themselves, not copies. */
    public Map<String, float[]> ruleState() {
        Map<String, float[]> m = ruleStates();
        m.putAll(states);
        return m;
    }

    private Map<String, float[]> ruleStates() {
        Map<String, float[]> m = new TreeMap<>();
        ruleSetup.states().forEach((name, w) -> m.put(name, w.data()));
        return m;
    }

    /** Returns the parameters and states under the names that they have in files. */
    public NetworkWeights weights() {
        return weights;
    }
}
