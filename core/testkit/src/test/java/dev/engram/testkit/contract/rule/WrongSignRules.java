package dev.engram.testkit.contract.rule;

import dev.engram.spi.BoundRule;
import dev.engram.spi.LearningRule;
import dev.engram.spi.LocalRule;
import dev.engram.spi.Matrix;
import dev.engram.spi.Requirement;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;
import dev.engram.spi.Synapses;
import java.util.Set;

/** Rules with a sign error in some layer that keep every other promise. */
final class WrongSignRules {
    private WrongSignRules() {}

    /** Trains the last layer correctly, and the others by an error propagated through other matrices. */
    private interface Carried extends LearningRule {
        @Override
        default Set<Requirement> requirements() {
            return Set.of(Requirement.OUTPUT_LAYER, Requirement.SLOPES, Requirement.LOSS_SLOPE);
        }

        /** The negative of a matrix, computed at each step. */
        static BoundRule opposite(Setup setup, Matrix[] through) {
            Scratch[] minus = new Scratch[through.length];
            for (int l = 1; l < through.length; l++) {
                minus[l] = setup.scratch(through[l].rows(), through[l].cols());
            }
            return setup.backward((layer, batch) -> minus[layer.index()].map(through[layer.index()], w -> -w));
        }
    }

    /** Back-propagation with a sign error between layers. */
    record ThroughMinusTheWeights() implements Carried {
        @Override
        public BoundRule bind(Setup setup) {
            return Carried.opposite(
                    setup,
                    setup.network().layers().stream().map(l -> l.weights()).toArray(Matrix[]::new));
        }
    }

    /**
     * Kolen-Pollack with the same sign error. The coupled matrices are random at first and align only during training.
     */
    record ThroughMinusCoupled() implements Carried {
        @Override
        public BoundRule bind(Setup setup) {
            Matrix[] coupled = new Matrix[setup.network().depth()];
            for (int l = 1; l < coupled.length; l++) {
                coupled[l] = setup.coupled(setup.network().layer(l), "b" + l, 0.01f);
            }
            return Carried.opposite(setup, coupled);
        }
    }

    /** Feedback alignment with the opposite sign, which is correct. */
    record ThroughMinusFeedback() implements Carried {
        @Override
        public BoundRule bind(Setup setup) {
            return Carried.opposite(
                    setup,
                    setup.network().layers().stream()
                            .map(l -> setup.feedback(l, "b" + l.index(), 1))
                            .toArray(Matrix[]::new));
        }
    }

    /** Learns from a reward, with the wrong sign in hidden layers. */
    record RepeatsMistakes() implements LearningRule {
        @Override
        public Set<Requirement> requirements() {
            return Set.of(Requirement.OUTPUT_LAYER);
        }

        @Override
        public BoundRule bind(Setup setup) {
            return setup.local(l -> new SignedPerturbation(l == setup.network().last() ? -1 : 1));
        }
    }

    private record SignedPerturbation(float sign) implements LocalRule {
        private static final float SIGMA = 0.01f;

        @Override
        public Signal signal() {
            return Signal.REWARD;
        }

        @Override
        public float exploration() {
            return SIGMA;
        }

        @Override
        public void learn(Synapses s) {
            s.credit(s.perExample("d", s.preActivation().cols())
                    .set(s.noise())
                    .scaleRows(s.signal())
                    .scale(sign / SIGMA));
        }
    }

    /** Clamped Hebb with the wrong sign. */
    record UnlearnsLabels() implements LocalRule {
        @Override
        public Set<Requirement> requirements() {
            return Set.of(Requirement.OUTPUT_LAYER, Requirement.ONE_LAYER);
        }

        @Override
        public Signal signal() {
            return Signal.TARGET;
        }

        @Override
        public void learn(Synapses s) {
            s.accumulateOuterProduct(1, s.signal(), s.input());
        }
    }

    /** Learns from labels with a random sign. */
    record RandomSign() implements LearningRule {
        @Override
        public Set<Requirement> requirements() {
            return Set.of(Requirement.OUTPUT_LAYER, Requirement.ONE_LAYER);
        }

        @Override
        public BoundRule bind(Setup setup) {
            Scratch d = setup.perExample(setup.targets());
            return batch -> {
                setup.network()
                        .last()
                        .accumulateOuterProduct(
                                batch.random("coin").gaussian(), d.set(batch.targets()), batch.inputs());
                return 0;
            };
        }
    }

    record LeadsUphill() implements TypicalRule {
        @Override
        public BoundRule bind(Setup setup) {
            return TypicalRule.last(setup, (d, batch) -> d.scale(-0.01f));
        }
    }

    record LeadsNowhere() implements TypicalRule {
        @Override
        public BoundRule bind(Setup setup) {
            return TypicalRule.last(
                    setup, (d, batch) -> d.scale(batch.random("direction").gaussian()));
        }
    }
}
