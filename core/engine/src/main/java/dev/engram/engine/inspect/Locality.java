package dev.engram.engine.inspect;

import dev.engram.engine.network.Arena;
import dev.engram.engine.network.Learner;
import dev.engram.engine.network.MatrixView;
import dev.engram.engine.network.RuleObserver.Channel;
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
import java.util.Set;
import java.util.TreeSet;

/**
 * What a learning rule knows that a synapse could not: found by trying, not by asking the rule. It learns from a few
 * examples; then again with another answer in just one of the ways in which it could hear of the answer, and with other
 * weights. What changes hangs on what was changed.
 *
 * @param error layers whose gradient hangs on the loss's derivative at the network's output
 * @param scalar layers whose gradient hangs on the value of the loss
 * @param heads layers whose gradient hangs on the loss at a layer of the rule's own
 * @param labels layers whose gradient hangs on targets or labels themselves
 * @param transport layers that get their error through the weights above, or through a matrix made of them
 * @param feedback layers that get it through a matrix of the rule's own
 * @param headTransport does an error pass down through the weights of a layer of the rule's own?
 * @param passes times that the network is passed through from below
 * @param cost multiply-adds of a step, in forward passes
 * @param depth layers of the network
 */
public record Locality(
        Set<Integer> error,
        Set<Integer> scalar,
        Set<Integer> heads,
        Set<Integer> labels,
        Set<Integer> transport,
        Set<Integer> feedback,
        boolean headTransport,
        int passes,
        double cost,
        int depth) {
    /** So few that it costs a run nothing, so many that no layer is silent for all of them. */
    private static final int EXAMPLES = 8;

    /** What is not local, in the field's words; empty: a synapse knows all that the rule needs. */
    public List<String> flags() {
        List<String> flags = new ArrayList<>();
        flag(flags, "weight transport", !transport.isEmpty() || headTransport);
        flag(flags, "global error", error.stream().anyMatch(l -> l < depth - 1));
        flag(flags, "global reward", !scalar.isEmpty());
        flag(flags, "labels", !labels.isEmpty() || !heads.isEmpty());
        flag(flags, "several passes", passes > 1);
        return List.copyOf(flags);
    }

    private static void flag(List<String> flags, String name, boolean raised) {
        if (raised) {
            flags.add(name);
        }
    }

    /** Tries it out on the first batch. Afterwards all is as it was: parameters, the rule's memory, what was counted. */
    public static Locality of(LearningSource source) {
        return new PerturbationStudy(source).result();
    }

    /** A few examples of a batch, with an answer that can be another one. */
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
                    // Another class where there are classes; else another number, between 0 and 1 where the right one
                    // is.
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

    /** One rule, learning from the same few examples again and again. */
    private static final class PerturbationStudy {
        /** Weights of zero have to change too. */
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
            Map<Channel, Set<Integer>> reached = new EnumMap<>(Channel.class);
            for (Channel c : Channel.values()) {
                learn(c);
                reached.put(c, changedLayers(gradient));
            }
            Set<Integer> transport = new TreeSet<>();
            Set<Integer> feedback = new TreeSet<>();
            classifyFeedback(transport, feedback);
            learner.operations().reset(counted);
            return new Locality(
                    reached.get(Channel.ERROR),
                    reached.get(Channel.SCALAR),
                    reached.get(Channel.HEAD),
                    reached.get(Channel.LABELS),
                    transport,
                    feedback,
                    plain.usesHeadWeights(),
                    plain.forwardPasses(),
                    cost,
                    depth);
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

        /** Multiply-adds of one pass through dense layers. */
        private long forwardMultiplyAdds() {
            return examples.rows
                    * learner.network().layers().stream()
                            .map(Layer::weights)
                            .mapToLong(w -> (long) w.rows() * w.cols())
                            .sum();
        }

        /** Layers any of whose gradients differ from these. */
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

        /** Matrices that are the weights, or change when those change: the rule's own do not. */
        private void classifyFeedback(Set<Integer> transport, Set<Integer> feedback) {
            RuleProbe here = learn(null);
            float[][] before = new float[depth][];
            for (int l = 0; l < depth; l++) {
                before[l] = here.hasFeedback(l) ? here.feedbackMatrix(l) : null;
            }
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
