package dev.engram.testkit.contract.rule;

import dev.engram.spi.Batch;
import dev.engram.spi.BoundRule;
import dev.engram.spi.Matrix;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;
import java.util.concurrent.atomic.AtomicInteger;

/** Rules with hidden state. */
final class HiddenStateRules {
    private HiddenStateRules() {}

    record CountsBatches() implements TypicalRule {
        private static int calls;

        @Override
        public BoundRule bind(Setup setup) {
            return TypicalRule.last(setup, (d, batch) -> d.scale(1 + calls++ % 7));
        }
    }

    record KeepsStateInScratch() implements TypicalRule {
        @Override
        public BoundRule bind(Setup setup) {
            Scratch sum = setup.scratch(1, 1);
            return TypicalRule.last(setup, (d, batch) -> {
                sum.data()[0] = 0.9f * sum.data()[0] + 1;
                d.scale(sum.data()[0]);
            });
        }
    }

    record CountsPredictions() implements TypicalRule {
        @Override
        public BoundRule bind(Setup setup) {
            Scratch calls = setup.state("calls", 1, 1);
            BoundRule inside = TypicalRule.last(setup, (d, batch) -> d.scale(1 + calls.data()[0]));
            return new BoundRule.Predictor() {
                @Override
                public double learn(Batch batch) {
                    return inside.learn(batch);
                }

                @Override
                public void predict(Matrix inputs, Scratch scores) {
                    calls.data()[0]++;
                    scores.fill(0.5f);
                }
            };
        }
    }

    record KeepsStateInItsField() implements TypicalRule {
        @Override
        public BoundRule bind(Setup setup) {
            return new BatchCounter(TypicalRule.last(setup, (d, batch) -> d.scale(1)));
        }

        private static final class BatchCounter implements BoundRule {
            private final BoundRule inside;
            private int steps;

            BatchCounter(BoundRule inside) {
                this.inside = inside;
            }

            @Override
            public double learn(Batch batch) {
                steps++;
                return inside.learn(batch) + 0 * steps;
            }
        }
    }

    record CountsBatchesInAnArray() implements TypicalRule {
        @Override
        public BoundRule bind(Setup setup) {
            int[] steps = new int[1];
            return TypicalRule.last(setup, (d, batch) -> d.scale(++steps[0]));
        }
    }

    record CountsBatchesAtomically() implements TypicalRule {
        @Override
        public BoundRule bind(Setup setup) {
            AtomicInteger steps = new AtomicInteger();
            return setup.backward((layer, batch) -> steps.incrementAndGet() > 0 ? layer.weights() : null);
        }
    }
}
