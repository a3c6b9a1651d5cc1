package dev.engram.plugins.activations;

import dev.engram.spi.Activation;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;

/**
 * The hard sigmoid: a line through 1/2, clipped to the interval from 0 to 1.
 *
 * <pre>
 *   h = min(1, max(0, slope a + 1/2))        dh/da = slope where 0 < h < 1, else 0
 * </pre>
 *
 * Elementwise, any shape. The slope 1/6 is that of PyTorch and of Keras 3; older versions of Keras and Theano use 0.2,
 * BinaryConnect 0.5.
 *
 * <p>Courbariaux, Bengio and David 2015, BinaryConnect: training deep neural networks with binary weights.
 */
@Component("hard-sigmoid")
public record HardSigmoid(
        @Hyper(value = "0.16666667", range = "(0,inf)", doc = "slope between the two limits")
        float slope) implements Activation.Elementwise {
    @Override
    public float value(float a) {
        return Math.min(1, Math.max(0, slope * a + 0.5f));
    }

    @Override
    public float derivative(float a, float h) {
        return h > 0 && h < 1 ? slope : 0;
    }

    @Override
    public float min() {
        return 0;
    }
}
