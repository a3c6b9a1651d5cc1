package dev.engram.plugins.activations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.spi.Activation;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values and derivatives next to the same formulas in double precision. */
class SmoothActivationsTest {
    private static final double H = 1e-5;

    private static double sigmoid(double a) {
        return 1 / (1 + StrictMath.exp(-a));
    }

    private static double softplus(double a) {
        return Math.max(a, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(a)));
    }

    private static double elu(double a, double alpha) {
        return a > 0 ? a : alpha * StrictMath.expm1(a);
    }

    /** The series of Phi around 0 (Marsaglia 2004): exact to rounding for the range of the tests. */
    private static double normalDistribution(double a) {
        double sum = a, term = a;
        for (int k = 3; Math.abs(term) > 1e-18 * Math.abs(sum); k += 2) {
            term *= a * a / k;
            sum += term;
        }
        return 0.5 + sum * StrictMath.exp(-a * a / 2) / StrictMath.sqrt(2 * Math.PI);
    }

    private static double tanhGelu(double a) {
        return 0.5 * a * (1 + StrictMath.tanh(StrictMath.sqrt(2 / Math.PI) * (a + 0.044715 * a * a * a)));
    }

    static List<Arguments> formulas() {
        double s = 1.0507009873554804934193349852946;
        double alpha = 1.6732632423543772848170429916717;
        return List.of(
                Arguments.of(new HardSigmoid(1 / 6f), (DoubleUnaryOperator) a -> Math.min(1, Math.max(0, a / 6 + 0.5))),
                Arguments.of(new HardSigmoid(0.2f), (DoubleUnaryOperator) a -> Math.min(1, Math.max(0, 0.2 * a + 0.5))),
                Arguments.of(new Elu(1), (DoubleUnaryOperator) a -> elu(a, 1)),
                Arguments.of(new Elu(0.5f), (DoubleUnaryOperator) a -> elu(a, 0.5)),
                Arguments.of(new Selu(), (DoubleUnaryOperator) a -> s * elu(a, alpha)),
                Arguments.of(new Silu(1), (DoubleUnaryOperator) a -> a * sigmoid(a)),
                Arguments.of(new Silu(2), (DoubleUnaryOperator) a -> a * sigmoid(2 * a)),
                Arguments.of(new Softplus(1), (DoubleUnaryOperator) SmoothActivationsTest::softplus),
                Arguments.of(new Softplus(4), (DoubleUnaryOperator) a -> softplus(4 * a) / 4),
                Arguments.of(new Softsign(), (DoubleUnaryOperator) a -> a / (1 + Math.abs(a))),
                Arguments.of(new Mish(), (DoubleUnaryOperator) a -> a * StrictMath.tanh(softplus(a))),
                Arguments.of(new Gelu(Gelu.Form.EXACT), (DoubleUnaryOperator) a -> a * normalDistribution(a)),
                Arguments.of(new Gelu(Gelu.Form.TANH), (DoubleUnaryOperator) SmoothActivationsTest::tanhGelu));
    }

    @ParameterizedTest
    @MethodSource("formulas")
    void valuesAreThoseOfDoublePrecision(Activation.Elementwise f, DoubleUnaryOperator exact) {
        for (int i = -800; i <= 800; i++) {
            float a = i / 128f;
            assertEquals(exact.applyAsDouble(a), f.value(a), 4e-7 * Math.max(1, Math.abs(a)), () -> f + " of " + a);
        }
    }

    @ParameterizedTest
    @MethodSource("formulas")
    void derivativesAreFiniteDifferencesOfDoublePrecision(Activation.Elementwise f, DoubleUnaryOperator exact) {
        for (int i = -800; i <= 800; i++) {
            float a = (i + 0.5f) / 128; // not at a kink
            double slope = (exact.applyAsDouble(a + H) - exact.applyAsDouble(a - H)) / (2 * H);
            assertEquals(slope, f.derivative(a, f.value(a)), 3e-6, () -> f + " at " + a);
        }
    }

    @Test
    void publishedValuesAreReproduced() {
        // torch.nn.functional of these names at -1 and 2
        assertEquals(-0.15865526, new Gelu(Gelu.Form.EXACT).value(-1), 2e-7);
        assertEquals(1.9544997, new Gelu(Gelu.Form.EXACT).value(2), 4e-7);
        assertEquals(-0.15880801, new Gelu(Gelu.Form.TANH).value(-1), 2e-7);
        assertEquals(-0.63212056, new Elu(1).value(-1), 2e-7);
        assertEquals(-1.1113307, new Selu().value(-1), 3e-7);
        assertEquals(2.101402, new Selu().value(2), 3e-7);
        assertEquals(-0.26894142, new Silu(1).value(-1), 1e-7);
        assertEquals(1.7615942, new Silu(1).value(2), 3e-7);
        assertEquals(0.31326169, new Softplus(1).value(-1), 1e-7);
        assertEquals(-0.30340146, new Mish().value(-1), 2e-7);
        assertEquals(1.9439590, new Mish().value(2), 4e-7);
        assertEquals(2 / 3f, new Softsign().value(2));
        assertEquals(1 / 3f, new HardSigmoid(1 / 6f).value(-1), 1e-7);
    }

    @Test
    void smallPreActivationsKeepAllDigits() {
        assertEquals(-1e-6, new Elu(1).value(-1e-6f), 1e-12);
        assertEquals(5e-7, new Silu(1).value(1e-6f), 1e-12);
    }

    @ParameterizedTest
    @MethodSource("formulas")
    void derivativesStayFiniteForHugePreActivations(Activation.Elementwise f, DoubleUnaryOperator exact) {
        for (float a : new float[] {-1e30f, -100, 100, 1e30f}) {
            float slope = f.derivative(a, f.value(a));
            assertTrue(Float.isFinite(slope) && Math.abs(slope) < 2, f + " at " + a + " has " + slope);
        }
    }
}
