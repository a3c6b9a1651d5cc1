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

/** Rules that keep every other promise and lead the wrong way, somewhere. */
final class WrongSignRules {
    private WrongSignRules() {}

    /** Trains the last layer as it should be; what is below, by an error that comes down through other matrices. */
    private interface Carried extends LearningRule {
        @Override
        default Set<Requirement> requirements() {
            return Set.of(Requirement.OUTPUT_LAYER, Requirement.SLOPES, Requirement.LOSS_SLOPE);
        }

        /** The opposite of a matrix, as it is in each step. */
        static BoundRule opposite(Setup setup, Matrix[] through) {
            Scratch[] minus = new Scratch[through.length];
            for (int l = 1; l < through.length; l++) {
                minus[l] = setup.scratch(through[l].rows(), through[l].cols());
            }
            return setup.backward((layer, batch) -> minus[layer.index()].map(through[layer.index()], w -> -w));
        }
    }

    /** Back-propagation with a slip of the sign on the way down. */
    record ThroughMinusTheWeights() implements Carried {
        @Override
        public BoundRule bind(Setup setup) {
            return Carried.opposite(
                    setup,
                    setup.network().layers().stream().map(l -> l.weights()).toArray(Matrix[]::new));
        }
    }

    /**
     * Kolen-Pollack with the same slip: at first the twins are any matrices, and only a run makes them like the
     * weights.
     */
    record ThroughMinusTwins() implements Carried {
        @Override
        public BoundRule bind(Setup setup) {
            Matrix[] twins = new Matrix[setup.network().depth()];
            for (int l = 1; l < twins.length; l++) {
                twins[l] = setup.coupled(setup.network().layer(l), "b" + l, 0.01f);
            }
            return Carried.opposite(setup, twins);
        }
    }

    /** Feedback alignment with the same slip, which is no mistake. */
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

    /** Tries noise out and hears how it went; hidden layers do more of what went worse. */
    record RepeatsItsMistakes() implements LearningRule {
        @Override
        public Set<Requirement> requirements() {
            return Set.of(Requirement.OUTPUT_LAYER);
        }

        @Override
        public BoundRule bind(Setup setup) {
            return setup.local(l -> new Tries(l == setup.network().last() ? -1 : 1));
        }
    }

    private record Tries(float sign) implements LocalRule {
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

    /** Hears of the labels and goes to either side. */
    record TossesACoin() implements LearningRule {
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

    record LeadsUphill() implements BrokenRulesTest.TypicalRule {
        @Override
        public BoundRule bind(Setup setup) {
            return BrokenRulesTest.last(setup, (d, batch) -> d.scale(-0.01f));
        }
    }

    record LeadsNowhere() implements BrokenRulesTest.TypicalRule {
        @Override
        public BoundRule bind(Setup setup) {
            return BrokenRulesTest.last(
                    setup, (d, batch) -> d.scale(batch.random("direction").gaussian()));
        }
    }
}
