package dev.engram.plugins.activations;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.spi.Activation;
import dev.engram.spi.OutputFunction;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ActivationsTest {
    private static final int ROWS = 3;
    private static final int COLS = 5;

    static List<Activation> all() {
        return List.of(
                new Identity(),
                new Sigmoid(1, 0),
                new Sigmoid(4, 0.5f),
                new Tanh(),
                new Relu(),
                new LeakyRelu(0.01f),
                new LeakyRelu(0),
                new LeakyRelu(1),
                new Elu(0.7f),
                new Gelu(Gelu.Form.EXACT),
                new Gelu(Gelu.Form.TANH),
                new HardSigmoid(1 / 6f),
                new Mish(),
                new Selu(),
                new Silu(1),
                new Silu(1.702f),
                new Softplus(2),
                new Softsign(),
                new Softmax());
    }

    static List<Activation.Elementwise> elementwise() {
        return all().stream()
                .filter(Activation.Elementwise.class::isInstance)
                .map(Activation.Elementwise.class::cast)
                .toList();
    }

    /** Numbers of both signs, none within a finite-difference step of a kink. */
    private static float[] numbers() {
        float[] a = new float[ROWS * COLS];
        for (int i = 0; i < a.length; i++) {
            a[i] = (float) (2.5 * StrictMath.sin(1.7 * i + 0.4));
        }
        return a;
    }

    private static float[] apply(Activation f, float[] a, int rows, int cols) {
        float[] h = new float[a.length];
        f.apply(a, h, rows, cols);
        return h;
    }

    @ParameterizedTest
    @MethodSource("all")
    void gateIsTheTransposedJacobian(Activation f) {
        float[] a = numbers();
        float[] h = apply(f, a, ROWS, COLS);
        float[] delta = new float[a.length];
        for (int i = 0; i < delta.length; i++) {
            delta[i] = (float) StrictMath.cos(0.9 * i);
        }
        float[] gated = delta.clone();
        f.backward(a, h, gated, ROWS, COLS);
        float step = 1f / 256;
        for (int i = 0; i < a.length; i++) {
            float[] up = a.clone();
            float[] down = a.clone();
            up[i] += step;
            down[i] -= step;
            float[] hUp = apply(f, up, ROWS, COLS);
            float[] hDown = apply(f, down, ROWS, COLS);
            double expected = 0;
            for (int k = 0; k < a.length; k++) {
                expected += delta[k] * (double) (hUp[k] - hDown[k]) / (2 * step);
            }
            assertEquals(expected, gated[i], 3e-4, f + " at " + i);
        }
    }

    @ParameterizedTest
    @MethodSource("elementwise")
    void wholeRowsAndSingleNumbersAgreeBitForBit(Activation.Elementwise f) {
        float[] a = {-200, -1, -Float.MIN_VALUE, -0f, 0f, Float.MIN_VALUE, 1e-30f, 0.3f, 1, 200};
        float[] h = apply(f, a, 2, 5);
        float[] gated = new float[a.length];
        java.util.Arrays.fill(gated, 3);
        f.backward(a, h, gated, 2, 5);
        for (int i = 0; i < a.length; i++) {
            assertEquals(f.value(a[i]), h[i], f + " of " + a[i]);
            assertEquals(3 * f.derivative(a[i], h[i]), gated[i], f + " slope at " + a[i]);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void inAndOutMayBeTheSameArray(Activation f) {
        float[] a = numbers();
        float[] h = apply(f, a, ROWS, COLS);
        f.apply(a, a, ROWS, COLS);
        assertArrayEquals(h, a);
    }

    @ParameterizedTest
    @MethodSource("all")
    void onlyTheLivingNumbersAreTouched(Activation f) {
        float[] a = numbers();
        float[] h = new float[a.length];
        java.util.Arrays.fill(h, 7);
        f.apply(a, h, ROWS - 1, COLS);
        float[] delta = h.clone();
        f.backward(a, h, delta, ROWS - 1, COLS);
        for (int i = (ROWS - 1) * COLS; i < a.length; i++) {
            assertEquals(7, h[i]);
            assertEquals(7, delta[i]);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void nothingIsBelowTheMinimumAndNothingIsNotANumber(Activation f) {
        float[] h = apply(f, new float[] {-1e30f, -800, -90, 0, 90, 800, 1e30f, 3}, 2, 4);
        for (float x : h) {
            assertTrue(x >= f.min(), f + " gives " + x);
        }
    }

    @Test
    void sigmoidHasItsKnownValues() {
        Sigmoid f = new Sigmoid(1, 0);
        assertEquals(0.5f, f.value(0));
        assertEquals(0.7310586f, f.value(1), 1e-7f);
        assertEquals(4.539787e-5f, f.value(-10), 1e-10f);
        assertEquals(0, f.value(-1000));
        assertEquals(1, f.value(1000));
        assertEquals(1, new Sigmoid(4, 0.5f).derivative(0.5f, 0.5f));
    }

    @Test
    void onlyTheStandardSigmoidIsTheOneThatLossesKnow() {
        assertEquals(OutputFunction.SIGMOID, new Sigmoid(1, 0).outputFunction());
        assertEquals(OutputFunction.OTHER, new Sigmoid(4, 0).outputFunction());
        assertEquals(OutputFunction.OTHER, new Sigmoid(1, 0.5f).outputFunction());
    }

    @Test
    void othersAreKnownByTheirLinks() {
        assertEquals(OutputFunction.IDENTITY, new Identity().outputFunction());
        assertEquals(OutputFunction.SOFTMAX, new Softmax().outputFunction());
        assertEquals(OutputFunction.EXP, new Exp().outputFunction());
        assertEquals(OutputFunction.OTHER, new Tanh().outputFunction());
        assertEquals(OutputFunction.OTHER, new Relu().outputFunction());
        assertEquals(OutputFunction.OTHER, new LeakyRelu(0.01f).outputFunction());
    }

    @Test
    void kinksTakeTheSlopeOfTheNegativeSide() {
        assertEquals(0, new Relu().derivative(0, 0));
        assertEquals(0, new Relu().derivative(-1, 0));
        assertEquals(1, new Relu().derivative(Float.MIN_VALUE, Float.MIN_VALUE));
        assertEquals(0.01f, new LeakyRelu(0.01f).derivative(0, 0));
        assertEquals(0.01f, new LeakyRelu(0.01f).derivative(-Float.MIN_VALUE, 0));
        assertEquals(1, new LeakyRelu(0.01f).derivative(Float.MIN_VALUE, Float.MIN_VALUE));
    }

    @Test
    void softmaxHasItsKnownValues() {
        float[] h = apply(new Softmax(), new float[] {2, -1, 0.5f, 0, 3, -2}, 2, 3);
        float[] expected = {0.78559703f, 0.03911257f, 0.17529039f, 0.04712342f, 0.94649912f, 0.00637746f};
        assertArrayEquals(expected, h, 1e-7f);
    }

    @Test
    void softmaxDoesNotChangeWhenARowIsShifted() {
        float[] small = apply(new Softmax(), new float[] {1, 2, 4}, 1, 3);
        float[] large = apply(new Softmax(), new float[] {100001, 100002, 100004}, 1, 3);
        assertArrayEquals(small, large);
    }

    @Test
    void softmaxSharesEquallyBetweenEqualsAndSumsToOne() {
        assertArrayEquals(
                new float[] {0.25f, 0.25f, 0.25f, 0.25f}, apply(new Softmax(), new float[] {9, 9, 9, 9}, 1, 4));
        float[] h = apply(new Softmax(), numbers(), ROWS, COLS);
        for (int r = 0; r < ROWS; r++) {
            double sum = 0;
            for (int c = 0; c < COLS; c++) {
                sum += h[r * COLS + c];
            }
            assertEquals(1, sum, 3e-7);
        }
    }
}
