package dev.engram.testkit.contract;

import dev.engram.spi.Activation;
import dev.engram.spi.Maths;
import dev.engram.spi.OutputFunction;
import dev.engram.testkit.parts.Tanh;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BrokenActivationsTest {
    record WrongSlope() implements Activation.Elementwise {
        @Override
        public float value(float a) {
            return Maths.tanh(a);
        }

        @Override
        public float derivative(float a, float h) {
            return 1 - h;
        }
    }

    record Steps() implements Activation.Elementwise {
        @Override
        public float value(float a) {
            return (float) Math.rint(100 * a) / 100;
        }

        @Override
        public float derivative(float a, float h) {
            return 0;
        }
    }

    /** h_i = a_{i-1} within a row: no symmetric Jacobian, and reads what it has just written in place. */
    record Rotates() implements Activation {
        @Override
        public void apply(float[] a, float[] h, int rows, int cols) {
            for (int i = 0; i < rows * cols; i++) {
                h[i] = i % cols == 0 ? a[i + cols - 1] : a[i - 1];
            }
        }

        @Override
        public void backward(float[] a, float[] h, float[] delta, int rows, int cols) {
            for (int r = 0; r < rows; r++) {
                float first = delta[r * cols];
                System.arraycopy(delta, r * cols + 1, delta, r * cols, cols - 1);
                delta[(r + 1) * cols - 1] = first;
            }
        }
    }

    record CentresTheBatch() implements Activation {
        @Override
        public void apply(float[] a, float[] h, int rows, int cols) {
            float mean = 0;
            for (int i = 0; i < rows * cols; i++) {
                mean += a[i] / (rows * cols);
            }
            for (int i = 0; i < rows * cols; i++) {
                h[i] = a[i] - mean;
            }
        }

        @Override
        public void backward(float[] a, float[] h, float[] delta, int rows, int cols) {
            // A derivative of 1, almost.
        }
    }

    record WholeArray() implements Activation {
        @Override
        public void apply(float[] a, float[] h, int rows, int cols) {
            System.arraycopy(a, 0, h, 0, a.length);
        }

        @Override
        public void backward(float[] a, float[] h, float[] delta, int rows, int cols) {
            // A derivative of 1.
        }
    }

    record WrongMin() implements Activation.Elementwise {
        @Override
        public float value(float a) {
            return a;
        }

        @Override
        public float derivative(float a, float h) {
            return 1;
        }

        @Override
        public float min() {
            return 0;
        }
    }

    record OverflowsToNaN() implements Activation.Elementwise {
        @Override
        public float value(float a) {
            return Maths.exp(a) / (1 + Maths.exp(a));
        }

        @Override
        public float derivative(float a, float h) {
            return h * (1 - h);
        }
    }

    record SteepSigmoid() implements Activation.Elementwise {
        @Override
        public float value(float a) {
            return Maths.sigmoid(2 * a);
        }

        @Override
        public float derivative(float a, float h) {
            return 2 * h * (1 - h);
        }

        @Override
        public OutputFunction outputFunction() {
            return OutputFunction.SIGMOID;
        }
    }

    record Copies() implements Activation {
        @Override
        public void apply(float[] a, float[] h, int rows, int cols) {
            float[] copy = Arrays.copyOf(a, rows * cols);
            System.arraycopy(copy, 0, h, 0, copy.length);
        }

        @Override
        public void backward(float[] a, float[] h, float[] delta, int rows, int cols) {}
    }

    static Stream<BrokenComponent> broken() {
        return Stream.of(
                new BrokenComponent(ActivationChecks.BACKWARD, new WrongSlope()),
                new BrokenComponent(ActivationChecks.BACKWARD, new Steps()),
                new BrokenComponent(ActivationChecks.SYMMETRIC, new Rotates()),
                new BrokenComponent(ActivationChecks.IN_PLACE, new Rotates()),
                new BrokenComponent(ActivationChecks.ROWS, new CentresTheBatch()),
                new BrokenComponent(ActivationChecks.BOUNDS, new WholeArray()),
                new BrokenComponent(ActivationChecks.MIN, new WrongMin()),
                new BrokenComponent(ActivationChecks.MIN, new OverflowsToNaN()),
                new BrokenComponent(ActivationChecks.OUTPUT_FUNCTION, new SteepSigmoid()),
                new BrokenComponent(ActivationChecks.NO_ALLOCATION, new Copies()));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void isCaught(BrokenComponent c) {
        c.verify();
    }

    @Test
    void everyCheckIsShownToFail() {
        BrokenComponent.assertEveryCheckFails(new Tanh(), broken());
    }
}
