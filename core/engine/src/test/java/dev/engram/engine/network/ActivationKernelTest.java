package dev.engram.engine.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.spi.Activation;
import org.junit.jupiter.api.Test;

class ActivationKernelTest {
    record Square() implements Activation.Elementwise {
        @Override
        public float value(float a) {
            return a * a;
        }

        @Override
        public float derivative(float a, float h) {
            return 2 * a;
        }
    }

    record Cube() implements Activation.Elementwise {
        @Override
        public float value(float a) {
            return a * a * a;
        }

        @Override
        public float derivative(float a, float h) {
            return 3 * a * a;
        }
    }

    record OwnBackward() implements Activation.Elementwise {
        @Override
        public float value(float a) {
            return a;
        }

        @Override
        public float derivative(float a, float h) {
            return 1;
        }

        @Override
        public void backward(float[] a, float[] h, float[] delta, int rows, int cols) {
            // The derivative is 1: nothing to do.
        }
    }

    @Test
    void everyElementwiseActivationHasItsOwnCopyOfTheLoops() {
        ActivationKernel square = ActivationKernel.of(new Square()),
                again = ActivationKernel.of(new Square()),
                cube = ActivationKernel.of(new Cube());
        assertTrue(square.getClass().isHidden());
        assertSame(square.getClass(), again.getClass());
        assertNotSame(square.getClass(), cube.getClass());
    }

    @Test
    void theCopiedLoopsComputeTheSameNumbers() {
        float[] a = {1, 2, 3, 4}, h = new float[4], delta = {1, 1, 1, 1};
        ActivationKernel cube = ActivationKernel.of(new Cube());
        cube.apply(a, h, 1, 3);
        assertArrayEquals(new float[] {1, 8, 27, 0}, h);
        cube.backward(a, h, delta, 1, 3);
        assertArrayEquals(new float[] {3, 12, 27, 1}, delta);
    }

    @Test
    void anActivationThatImplementsALoopKeepsIt() {
        assertTrue(ActivationKernel.of(new OwnBackward()) instanceof ActivationKernel.Delegating);
    }
}
