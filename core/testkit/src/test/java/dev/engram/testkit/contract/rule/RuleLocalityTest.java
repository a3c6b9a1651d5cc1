package dev.engram.testkit.contract.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.engram.engine.inspect.Diagnostics;
import dev.engram.engine.inspect.Locality;
import dev.engram.engine.step.LearningSource;
import dev.engram.engine.step.Stepper;
import dev.engram.spi.Activations;
import dev.engram.spi.Batch;
import dev.engram.spi.BoundRule;
import dev.engram.spi.Layer;
import dev.engram.spi.LearningRule;
import dev.engram.spi.LocalRule;
import dev.engram.spi.Matrix;
import dev.engram.spi.Metric.Feedback;
import dev.engram.spi.Metric.Response;
import dev.engram.spi.Network;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;
import dev.engram.spi.Synapses;
import dev.engram.testkit.parts.Backpropagation;
import dev.engram.testkit.parts.GradientDescent;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What can be observed of a rule, in a network with 5-5-3 units. */
class RuleLocalityTest {
    private static final TestNetwork DEEP = TestNetwork.ALL.get(0);

    private static Locality of(LearningRule rule) {
        return Locality.of(DEEP.observedSource(rule, TestNetwork.EXAMPLES));
    }

    private static Diagnostics inspect(LearningSource source) {
        Diagnostics d = new Diagnostics(source);
        d.inspect(1);
        return d;
    }

    private static List<Feedback> feedback(LearningRule rule) {
        return inspect(DEEP.observedSource(rule, TestNetwork.EXAMPLES)).feedback();
    }

    private static void same(double[][] expected, Matrix m) {
        for (int r = 0; r < expected.length; r++) {
            for (int c = 0; c < expected[r].length; c++) {
                assertEquals(expected[r][c], m.get(r, c), 1e-6);
            }
        }
        assertEquals(expected.length + "x" + expected[0].length, m.rows() + "x" + m.cols());
    }

    private static double[][] product(Matrix a, Matrix b) {
        double[][] p = new double[a.rows()][b.cols()];
        for (int r = 0; r < a.rows(); r++) {
            for (int c = 0; c < b.cols(); c++) {
                for (int k = 0; k < a.cols(); k++) {
                    p[r][c] += (double) a.get(r, k) * b.get(k, c);
                }
            }
        }
        return p;
    }

    /** Hidden layers learn from the signal through a matrix, the output layer from its own error. */
    private record Direct(Signal signal, boolean signOnly, boolean transposed) implements LocalRule {
        @Override
        public BoundRule bind(Setup setup) {
            return setup.local(l -> l == setup.network().last() ? new AtOutput() : this);
        }

        @Override
        public void learn(Synapses s) {
            int k = s.signal().cols(), n = s.output().cols();
            Scratch sent = s.perExample("sent", k),
                    e = s.perExample("e", n),
                    d = s.perExample("d", s.preActivation().cols());
            sent.set(s.signal());
            if (signOnly) {
                sent.map(sent, Math::signum);
            }
            if (transposed) {
                e.multiplyTransposedB(sent, s.fixedGaussian("b", n, k, 1));
            } else {
                e.multiply(sent, s.fixedGaussian("b", k, n, 1));
            }
            s.backwardActivation(e, d);
            s.credit(d);
        }
    }

    private record AtOutput() implements LocalRule {
        @Override
        public Signal signal() {
            return Signal.ERROR;
        }

        @Override
        public void learn(Synapses s) {
            s.credit(s.signal());
        }
    }

    /** Propagates errors through the signs of the weights. */
    private record Signs() implements LearningRule {
        @Override
        public BoundRule bind(Setup setup) {
            Scratch[] m = setup.network().layers().stream()
                    .map(l -> setup.scratch(l.weights().rows(), l.weights().cols()))
                    .toArray(Scratch[]::new);
            return setup.backward((layer, batch) -> m[layer.index()].map(layer.weights(), Math::signum));
        }
    }

    /** Propagates errors through matrices coupled to the weights. */
    private record Coupled() implements LearningRule {
        @Override
        public BoundRule bind(Setup setup) {
            Network net = setup.network();
            Matrix[] m = {null, setup.coupled(net.layer(1), "b1", 0.01f), setup.coupled(net.layer(2), "b2", 0.01f)};
            return setup.backward((layer, batch) -> m[layer.index()]);
        }
    }

    /** Adds noise and learns from the reward. */
    private record Rewarded() implements LocalRule {
        @Override
        public Signal signal() {
            return Signal.REWARD;
        }

        @Override
        public float exploration() {
            return 0.1f;
        }

        @Override
        public void learn(Synapses s) {
            s.credit(s.perExample("d", s.preActivation().cols())
                    .set(s.noise())
                    .scaleRows(s.signal())
                    .scale(-10));
        }
    }

    /** The first layer learns from its own head; the others are not trained. */
    private record WithHead() implements LearningRule {
        @Override
        public BoundRule bind(Setup setup) {
            Layer first = setup.network().layer(0), head = setup.head("head", first.outputs());
            Activations pass = setup.activations(first), guess = setup.activations(head);
            Scratch error = setup.perExample(setup.targets()), e = setup.perExample(first.outputs());
            return batch -> {
                first.forward(batch.inputs(), pass);
                head.forward(pass.output(), guess);
                double loss = setup.loss().valueAndError(guess, batch.targets(), error);
                head.credit(error, guess);
                head.backwardAffine(error, head.weights(), e);
                first.backwardActivation(pass, e, e);
                first.credit(e, pass);
                return loss;
            };
        }
    }

    /** Reads the labels itself and uses each as the index of a unit. */
    private record ReadsLabels() implements LearningRule {
        @Override
        public BoundRule bind(Setup setup) {
            Activations[] pass = setup.activationsPerLayer();
            Scratch d = setup.perExample(setup.network().last().units());
            return batch -> learn(setup.network(), pass, d, batch);
        }

        private static double learn(Network net, Activations[] pass, Scratch d, Batch batch) {
            net.forward(batch.inputs(), pass);
            d.set(pass[net.depth() - 1].output());
            for (int r = 0; r < batch.rows(); r++) {
                d.data()[r * d.cols() + batch.label(r)] -= 1;
            }
            net.last().credit(d, pass[net.depth() - 1]);
            return 0;
        }
    }

    @Test
    void anErrorThroughTheWeightsIsWeightTransport() {
        assertEquals(
                List.of("weight transport", "global error"),
                of(new Backpropagation()).flags());
        assertEquals(Set.of(0, 1), of(new Backpropagation()).errorPaths().transport());
    }

    @Test
    void anErrorThroughAFunctionOfTheWeightsIsWeightTransport() {
        assertEquals(Set.of(0, 1), of(new Signs()).errorPaths().transport());
    }

    @Test
    void aCoupledMatrixIsNotWeightTransport() {
        assertEquals(List.of("global error"), of(new Coupled()).flags());
        assertEquals(Set.of(0, 1), of(new Coupled()).errorPaths().feedback());
    }

    @Test
    void directFeedbackIsFoundForAnySignalAndTransposition() {
        for (boolean sign : new boolean[] {false, true}) {
            for (boolean transposed : new boolean[] {false, true}) {
                LearningSource s =
                        DEEP.observedSource(new Direct(LocalRule.Signal.ERROR, sign, transposed), TestNetwork.EXAMPLES);
                List<Feedback> found = inspect(s).feedback();
                Network net = s.learner().network();
                assertEquals(
                        List.of("layer0", "layer1"),
                        found.stream().map(Feedback::layer).toList());
                assertEquals(
                        "3x5",
                        found.get(0).feedbackWeights().rows() + "x"
                                + found.get(0).feedbackWeights().cols());
                same(
                        product(net.layer(2).weights(), net.layer(1).weights()),
                        found.get(0).weights());
                assertSame(net.layer(2).weights(), found.get(1).weights());
                assertEquals(List.of("global error"), Locality.of(s).flags());
            }
        }
    }

    @Test
    void aTargetSignalIsALabelNotAnError() {
        Locality l = of(new Direct(LocalRule.Signal.TARGET, false, false));
        assertEquals(List.of("labels"), l.flags());
        assertEquals(Set.of(0, 1), l.targets().labels());
        assertEquals(Set.of(2), l.targets().error());
        assertEquals(
                2, feedback(new Direct(LocalRule.Signal.TARGET, false, false)).size());
    }

    @Test
    void aRewardReachesAllLayers() {
        Locality l = of(new Rewarded());
        assertEquals(List.of("global reward", "several passes"), l.flags());
        assertEquals(Set.of(0, 1, 2), l.targets().scalar());
        assertEquals(2, l.passes());
        assertEquals(List.of(), feedback(new Rewarded()));
    }

    @Test
    void aHeadUsesLabelsAndItsOwnWeights() {
        Locality l = of(new WithHead());
        assertEquals(List.of("weight transport", "labels"), l.flags());
        assertEquals(Set.of(0), l.targets().heads());
        assertEquals(Set.of(), l.errorPaths().transport());
        assertEquals(
                List.of("layer0"),
                feedback(new WithHead()).stream().map(Feedback::layer).toList());
    }

    @Test
    void labelsReadByTheRuleAreFoundInTheLayersTheyAffect() {
        assertEquals(Set.of(2), of(new ReadsLabels()).targets().labels());
    }

    @Test
    void theUpdateIsThatOfTheRememberedStep() {
        LearningSource s = DEEP.observedSource(new Backpropagation(), TestNetwork.EXAMPLES);
        Diagnostics d = inspect(s);
        assertNull(d.update());
        Stepper stepper = new Stepper(s, new GradientDescent(0.5f), 1);
        d.rememberParameters();
        stepper.step();
        float[] g = d.trueGradient().clone();
        d.inspect(2);
        for (int i = 0; i < g.length; i++) {
            assertEquals(0.5f * g[i], d.update()[i], 1e-6f);
        }
        d.inspect(2);
        assertNull(d.update(), "nothing was remembered");
    }

    @Test
    void responsesAreThoseOfThePrediction() {
        List<Response> r = inspect(DEEP.observedSource(new Backpropagation(), TestNetwork.EXAMPLES))
                .responses();
        assertEquals(
                List.of("layer0", "layer1", "layer2"),
                r.stream().map(Response::layer).toList());
        for (int i = 0; i < 5; i++) {
            float h = r.get(1).output().get(2, i);
            assertEquals(1 - h * h, r.get(1).derivatives().get(2, i), 1e-6);
        }
        assertNull(r.get(2).derivatives(), "softmax");
    }
}
