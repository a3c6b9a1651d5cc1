package dev.engram.testkit.contract.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.spi.Activation;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Initialiser;
import dev.engram.spi.Matrix;
import dev.engram.spi.Scratch;
import dev.engram.spi.layer.AffineMap;
import dev.engram.spi.layer.DenseMap;
import dev.engram.spi.layer.GradientRange;
import dev.engram.spi.layer.LayerSetup;
import dev.engram.spi.layer.SynapsesKind;
import dev.engram.spi.shape.Shape;
import dev.engram.testkit.contract.BrokenComponent;
import dev.engram.testkit.contract.Contract;
import dev.engram.testkit.contract.check.Check;
import dev.engram.testkit.contract.check.ContractResult;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.Identity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A layer that accepts only whole numbers is checked as the first layer. */
class WholeNumberLayersTest {
    private static final int UNITS = 4;

    /** A dense layer that rejects inputs other than 0 to {@code values} - 1. */
    record Counts(int values, boolean wrong) implements SynapsesKind {
        @Override
        public Activation activation() {
            return new Identity();
        }

        @Override
        public Initialiser weights() {
            return TrainingTask.GLOROT;
        }

        @Override
        public Initialiser bias() {
            return TrainingTask.ZEROS;
        }

        @Override
        public AffineMap bind(LayerSetup setup) {
            return new Checked(DenseMap.bind(setup, UNITS), values, wrong);
        }

        private record Checked(AffineMap inner, int values, boolean wrong) implements AffineMap {
            @Override
            public Shape output() {
                return inner.output();
            }

            @Override
            public long multiplyAdds() {
                return inner.multiplyAdds();
            }

            @Override
            public void forward(Matrix in, Matrix weights, Matrix bias, Scratch a) {
                for (int i = 0; i < in.rows() * in.cols(); i++) {
                    float x = in.get(i / in.cols(), i % in.cols());
                    if (!(x >= 0 && x < values && x == (int) x)) {
                        throw new IncompatibleException(x + " is not an index");
                    }
                }
                inner.forward(in, weights, bias, a);
            }

            @Override
            public void backward(Matrix d, Matrix m, Scratch delta) {
                throw new IncompatibleException("no error can pass");
            }

            @Override
            public void accumulate(float scale, Matrix post, Matrix pre, GradientRange gradient) {
                inner.accumulate(wrong ? 2 * scale : scale, post, pre, gradient);
            }

            @Override
            public void accumulateBias(float scale, Matrix post, GradientRange gradient) {
                inner.accumulateBias(scale, post, gradient);
            }
        }
    }

    @Test
    void aLayerThatNeedsWholeNumbersPassesAllChecksAsTheFirstLayer() {
        List<Check> checks = Contract.of(new Counts(2, false)).stream()
                .filter(c -> c.name().endsWith(" (5 whole numbers from 0 to 1)"))
                .toList();
        assertEquals(10, checks.size());
        for (Check c : checks) {
            ContractResult result = c.run();
            assertEquals(ContractResult.CheckOutcome.PASSED, result.outcome(), result.message());
        }
    }

    @Test
    void aWrongGradientOfSuchALayerFails() {
        new BrokenComponent(LayerChecks.GRADIENT + " (5 whole numbers from 0 to 3)", new Counts(9, true)).verify();
    }

    @Test
    void aLayerThatAcceptsNoInputsIsSkippedWithTheReason() {
        ContractResult result = Contract.of(new Counts(0, false)).stream()
                .filter(c -> c.name().equals(LayerChecks.ACCEPTS))
                .findFirst()
                .orElseThrow()
                .run();
        assertEquals(ContractResult.CheckOutcome.SKIPPED, result.outcome(), result.message());
        assertTrue(
                result.message()
                        .contains("its behaviour was not checked, because it accepts neither normally distributed"
                                + " inputs nor whole numbers: "),
                result.message());
    }
}
