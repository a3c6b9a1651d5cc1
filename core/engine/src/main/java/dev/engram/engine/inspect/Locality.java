package dev.engram.engine.inspect;

import dev.engram.engine.matrix.Arena;
import dev.engram.engine.matrix.MatrixView;
import dev.engram.engine.matrix.RuleObserver.Channel;
import dev.engram.engine.network.Learner;
import dev.engram.engine.step.LearningSource;
import dev.engram.engine.step.RuleStateBackup;
import dev.engram.spi.Batch;
import dev.engram.spi.Layer;
import dev.engram.spi.Matrix;
import dev.engram.spi.Parameter;
import dev.engram.spi.Rng;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The non-local information that a learning rule uses, found by experiment. The rule learns from a few examples, then
 * again with other targets in one channel at a time, and with other weights. The gradients that change depend on what
 * was changed. Channels that the rule did not look at need no experiment: learning twice gives the same numbers.
 *
 * @param targets how the layers depend on the targets
 * @param errorPaths how errors reach the layers
 * @param passes the number of forward passes in a step
 * @param cost the multiply-adds of a step, in forward passes
 * @param depth the number of layers of the network
 */
public record Locality(TargetUse targets, ErrorPaths errorPaths, int passes, double cost, int depth) {
    /**
     * The layers whose gradient depends on the targets, by channel.
     *
     * @param error through the gradient of the loss at the network's output
     * @param scalar through the value of the loss
     * @param heads through the loss at an auxiliary layer of the rule, or at a hidden layer
     * @param labels through the targets or labels themselves
     */
    public record TargetUse(Set<Integer> error, Set<Integer> scalar, Set<Integer> heads, Set<Integer> labels) {}

    /**
     * The matrices through which layers receive an error.
     *
     * @param transport layers that receive it through the weights above, or through a matrix computed from them
     * @param feedback layers that receive it through a matrix of the rule's own
     * @param headTransport whether an error passes through the weights of an auxiliary layer of the rule
     */
    public record ErrorPaths(Set<Integer> transport, Set<Integer> feedback, boolean headTransport) {}

    /** Few enough to cost little, and enough that every layer responds to at least one of them. */
    private static final int EXAMPLES = 8;

    /** Returns the names of the non-local properties; empty if every synapse knows all that the rule needs. */
    public List<String> flags() {
        List<String> flags = new ArrayList<>();
        flag(flags, "weight transport", !errorPaths.transport.isEmpty() || errorPaths.headTransport);
        flag(flags, "global error", targets.error.stream().anyMatch(l -> l < depth - 1));
        flag(flags, "global reward", !targets.scalar.isEmpty());
        flag(flags, "labels", !targets.labels.isEmpty() || !targets.heads.isEmpty());
        flag(flags, "several passes", passes > 1);
        return List.copyOf(flags);
    }

    private static void flag(List<String> flags, String name, boolean raised) {
        if (raised) {
            flags.add(name);
        }
    }

    /**
     * Runs the experiment on the first batch, and restores the parameters, the rule's state and the operation count.
     */
    public static Locality of(LearningSource source) {
        return new PerturbationStudy(source).result();
    }

    /** A few examples of a batch, whose targets can be substituted. */
    private static final class ExampleBatch implements Batch {
        private final Batch all;
        private final int rows;
        private final boolean classes;
        private final MatrixView inputs;
        private final MatrixView targets;
        private final MatrixView substitute;
        private RuleProbe probe;

        ExampleBatch(Batch all, boolean classes) {
            this.all = all;
            this.rows = Math.min(EXAMPLES, all.rows());
            this.classes = classes;
            int k = all.targets().cols();
            inputs = copy(all.inputs(), rows);
            targets = copy(all.targets(), rows);
            float[] t = new float[rows * k];
            for (int r = 0; r < rows; r++) {
                for (int j = 0; j < k; j++) {
                    // Another class for classes; otherwise another number, in [0, 1] if the target is.
                    t[r * k + (j + 1) % k] = classes && k > 1 ? targets.get(r, j) : 1 - targets.get(r, j);
                }
            }
            substitute = new MatrixView(t, 0, rows, k);
        }

        private static MatrixView copy(Matrix m, int rows) {
            float[] x = new float[rows * m.cols()];
            for (int i = 0; i < x.length; i++) {
                x[i] = m.get(i / m.cols(), i % m.cols());
            }
            return new MatrixView(x, 0, rows, m.cols());
        }

        @Override
        public int rows() {
            return rows;
        }

        @Override
        public Matrix inputs() {
            return inputs;
        }

        @Override
        public Matrix targets() {
            return probe.observedTargets(Channel.LABELS, targets);
        }

        @Override
        public int label(int row) {
            int classCount = Math.max(2, targets.cols());
            return classes && probe.substitutes(Channel.LABELS) ? (all.label(row) + 1) % classCount : all.label(row);
        }

        @Override
        public Rng random(String name) {
            return all.random(name);
        }
    }

    /** Lets one rule learn from the same few examples several times. */
    private static final class PerturbationStudy {
        /** Changes weights of zero as well. */
        private static final float SHIFT = 0.01f;

        private final LearningSource source;
        private final Learner learner;
        private final Arena arena;
        private final ExampleBatch examples;
        private final int depth;

        PerturbationStudy(LearningSource source) {
            this.source = source;
            learner = source.learner();
            arena = source.arena();
            depth = learner.network().depth();
            source.beginStep(1);
            examples = new ExampleBatch(source.batches(), source.batches().hasClasses());
        }

        Locality result() {
            long counted = learner.operations().multiplyAdds();
            RuleProbe plain = learn(null);
            double cost = (learner.operations().multiplyAdds() - counted) / (double) forwardMultiplyAdds();
            float[] gradient = arena.gradient().clone();
            float[][] feedbackMatrices = feedbackMatrices(plain); // copied before the rule learns again
            Map<Channel, Set<Integer>> reached = new EnumMap<>(Channel.class);
            for (Channel c : Channel.values()) {
                reached.put(c, plain.consulted(c) ? layersReachedThrough(c, gradient) : Set.of());
            }
            Set<Integer> transport = new TreeSet<>();
            Set<Integer> feedback = new TreeSet<>();
            if (Arrays.stream(feedbackMatrices).anyMatch(Objects::nonNull)) {
                classifyFeedback(plain, feedbackMatrices, transport, feedback);
            }
            learner.operations().reset(counted);
            TargetUse targetUse = new TargetUse(
                    reached.get(Channel.ERROR),
                    reached.get(Channel.SCALAR),
                    reached.get(Channel.HEAD),
                    reached.get(Channel.LABELS));
            ErrorPaths errorPaths = new ErrorPaths(transport, feedback, plain.usesHeadWeights());
            return new Locality(targetUse, errorPaths, plain.forwardPasses(), cost, depth);
        }

        /** Returns the layers whose gradients change with the targets that the rule sees through a channel. */
        private Set<Integer> layersReachedThrough(Channel c, float[] gradient) {
            learn(c);
            return changedLayers(gradient);
        }

        /** Returns the numbers of the matrix that carried an error to each layer; null where there is none. */
        private float[][] feedbackMatrices(RuleProbe probe) {
            float[][] matrices = new float[depth][];
            for (int l = 0; l < depth; l++) {
                matrices[l] = probe.hasFeedback(l) ? probe.feedbackMatrix(l) : null;
            }
            return matrices;
        }

        private RuleProbe learn(Channel altered) {
            RuleProbe probe = new RuleProbe(depth, examples.targets);
            if (altered != null) {
                probe.substituteTargets(altered, examples.substitute);
            }
            examples.probe = probe;
            RuleStateBackup backup = new RuleStateBackup(source);
            learner.learn(examples, probe);
            backup.restore();
            return probe;
        }

        /** Returns the multiply-adds of one pass through the weights of all layers. */
        private long forwardMultiplyAdds() {
            return examples.rows
                    * learner.network().layers().stream()
                            .mapToLong(Layer::multiplyAdds)
                            .sum();
        }

        /** Returns the layers whose gradients differ from these. */
        private Set<Integer> changedLayers(float[] before) {
            Set<Integer> layers = new TreeSet<>();
            for (Parameter p : arena.parameters()) {
                if (p.inNetwork() && !Arrays.equals(before, p.from(), p.to(), arena.gradient(), p.from(), p.to())) {
                    layers.add(layer(p));
                }
            }
            return layers;
        }

        private static int layer(Parameter p) {
            return Integer.parseInt(
                    p.name().substring("layer".length(), p.name().indexOf('/')));
        }

        /** Separates matrices that are the weights, or change with them, from matrices of the rule's own. */
        private void classifyFeedback(RuleProbe here, float[][] before, Set<Integer> transport, Set<Integer> feedback) {
            float[] point = arena.theta().clone();
            for (Parameter p : arena.parameters()) {
                for (int i = p.from(); i < p.to() && p.isWeight(); i++) {
                    point[i] = -point[i] - SHIFT; // other signs and other magnitudes
                }
            }
            arena.setActive(point);
            try {
                RuleProbe there = learn(null);
                for (int l = 0; l < depth; l++) {
                    if (before[l] != null) {
                        boolean same = there.hasFeedback(l)
                                && Arrays.equals(before[l], there.feedbackMatrix(l))
                                && !here.usesForwardWeights(l);
                        (same ? feedback : transport).add(l);
                    }
                }
            } finally {
                arena.setActive(arena.theta());
            }
        }
    }
}
