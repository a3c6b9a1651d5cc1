package dev.engram.engine.network;

import dev.engram.engine.random.RandomStreams;
import dev.engram.spi.Activation;
import dev.engram.spi.Activations;
import dev.engram.spi.Batch;
import dev.engram.spi.BoundRule;
import dev.engram.spi.LearningRule;
import dev.engram.spi.LossFunction;
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
    private final ComputeContext computeContext = new ComputeContext();
    private final FeedForward feedForward;
    private final BoundLoss objective;
    private final RuleSetup ruleSetup;
    private final BoundRule boundRule;
    private final Activations[] evaluation;
    /** Back-propagation beside the rule, for diagnostics; null where it cannot serve this network. */
    private final BoundRule computeTrueGradient;
    /** For the slopes of each layer's units; null where nobody watches. */
    private final Scratch[] slopes;

    /**
     * Puts a network and a rule together.
     *
     * @param capacity examples that a batch, or a prediction, has at the most
     * @param diagnosed is the true gradient to be had beside the rule's?
     * @throws dev.engram.spi.IncompatibleException where the rule does not fit
     */
    public Learner(
            long seed,
            int inputs,
            List<LayerKind> kinds,
            LossFunction loss,
            int targets,
            LearningRule rule,
            int capacity,
            boolean diagnosed) {
        List<BaseLayer> blocks = new ArrayList<>();
        int width = inputs;
        for (int l = 0; l < kinds.size(); l++) {
            String name = "layer" + l;
            blocks.add(kinds.get(l)
                    .build(
                            arena,
                            computeContext,
                            new LayerKind.BuildContext(
                                    l,
                                    name,
                                    width,
                                    l == 0,
                                    l == kinds.size() - 1,
                                    RandomStreams.of(seed, "init/" + l + "/weights"),
                                    RandomStreams.of(seed, "init/" + l + "/bias"))));
            width = blocks.get(l).outputs();
        }
        LayerKind output = kinds.get(kinds.size() - 1);
        Activation phi = output.activation();
        feedForward = new FeedForward(arena, blocks);
        objective = new BoundLoss(loss, phi);
        ruleSetup = new RuleSetup(
                seed,
                capacity,
                arena,
                computeContext,
                feedForward,
                new ObservedLoss(objective, computeContext, blocks.size()),
                targets,
                output);
        boundRule = rule.bind(ruleSetup);
        evaluation = ruleSetup.activationsPerLayer();
        boolean differentiable = feedForward.last().outputs() == targets
                && feedForward.layers().stream().allMatch(l -> l.activation().differentiable());
        computeTrueGradient = diagnosed && differentiable && loss.differentiable()
                ? ruleSetup.backward((layer, batch) -> layer.weights())
                : null;
        slopes = diagnosed ? ruleSetup.likePreActivations() : null;
        arena.close();
    }

    public Arena arena() {
        return arena;
    }

    public OperationCounter operations() {
        return computeContext.operations;
    }

    public Network network() {
        return feedForward;
    }

    /** Are all layers synapses and an activation, and nothing else? */
    public boolean plain() {
        for (int l = 0; l < feedForward.depth(); l++) {
            if (!feedForward.baseLayer(l).plain()) {
                return false;
            }
        }
        return true;
    }

    /** Leaves the rule's gradient for the batch in the arena; returns the batch's mean loss. */
    public double learn(Batch batch) {
        ruleSetup.batchRows(batch.rows());
        feedForward.beginPass(batch);
        arena.clearGradient();
        double loss = boundRule.learn(batch);
        arena.zeroUncredited();
        return loss;
    }

    /** The same while somebody listens to the rule. */
    public double learn(Batch batch, RuleObserver observer) {
        computeContext.observer = observer;
        try {
            return learn(batch);
        } finally {
            computeContext.observer = null;
        }
    }

    /** How the layers respond to the inputs of a batch when they predict; only where the learner is watched. */
    public List<Response> responses(Batch batch) {
        ruleSetup.batchRows(batch.rows());
        feedForward.beginPass(null);
        feedForward.forward(batch.inputs(), evaluation);
        List<Response> found = new ArrayList<>();
        for (int l = 0; l < feedForward.depth(); l++) {
            BaseLayer b = feedForward.baseLayer(l);
            boolean elementwise = b.plain()
                    && b.activation() instanceof Activation.Elementwise
                    && b.activation().differentiable();
            if (elementwise) {
                b.backwardActivation(evaluation[l], slopes[l].fill(1), slopes[l]);
            }
            found.add(new Response("layer" + l, evaluation[l].output(), elementwise ? slopes[l] : null));
        }
        return found;
    }

    /** Is a prediction the forward pass, so that the loss applies to it? */
    public boolean predictsForward() {
        return !(boundRule instanceof BoundRule.Predictor);
    }

    /** Can {@link #computeTrueGradient} be asked? */
    public boolean hasTrueGradient() {
        return computeTrueGradient != null;
    }

    /** Leaves the gradient that back-propagation finds for the batch in the arena. */
    public void computeTrueGradient(Batch batch) {
        ruleSetup.batchRows(batch.rows());
        feedForward.beginPass(batch);
        arena.clearGradient();
        computeTrueGradient.learn(batch);
        arena.zeroUncredited();
    }

    /**
     * Fills {@code scores} with what the model says, as the rule predicts, and returns the mean loss: NaN where the
     * scores are not the network's output, so that the loss does not apply to them.
     *
     * @param each working memory, one number for each row
     */
    public double predict(MatrixView inputs, MatrixView targets, ScratchMatrix scores, ScratchMatrix each) {
        int previousRows = ruleSetup.batchRows();
        ruleSetup.batchRows(inputs.rows);
        feedForward.beginPass(null);
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

    /** Fills all working memory with NaN, to show who relies on what it does not own. */
    public void poison() {
        ruleSetup.poison();
    }

    /** Numbers in the matrices that the rule drew once. */
    public long constants() {
        return ruleSetup.constants();
    }

    /** What the rule remembers, by name: the live arrays. */
    public Map<String, float[]> ruleState() {
        Map<String, float[]> m = new TreeMap<>();
        ruleSetup.states().forEach((name, w) -> m.put(name, w.data));
        return m;
    }
}
