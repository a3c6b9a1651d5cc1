package dev.engram.plugins.layers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Rng;
import dev.engram.spi.layer.LayerSetup;
import dev.engram.spi.layer.Stage;
import dev.engram.spi.layer.StageKind;
import dev.engram.spi.layer.StagePass;
import dev.engram.spi.shape.Shape;
import java.util.Arrays;

/**
 * Dropout: sets numbers to 0 at random in training, and divides the others by the share that is kept, so that the mean
 * stays.
 *
 * <pre>
 * training    h = x mask / (1 - rate), where mask is 0 with probability rate, else 1
 * evaluation  h = x
 * </pre>
 *
 * With {@code whole-channels} one draw decides about all positions of a channel (spatial dropout). All forward passes
 * of a training step see the same mask, which depends only on the seed, the layer and the step. A rate of 1 gives 0.
 *
 * <p>Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov 2014, Dropout: a simple way to prevent neural networks
 * from overfitting, JMLR 15; whole channels: Tompson and others 2015, CVPR.
 */
@Component("dropout")
public record Dropout(
        @Hyper(range = "[0,1]", doc = "probability that a number is set to 0")
        float rate,

        @Hyper(value = "false", doc = "draw once for each channel of an example, instead of for each number")
        boolean wholeChannels)
        implements StageKind {
    @Override
    public Stage bind(LayerSetup setup) {
        Shape shape = setup.input();
        return new Bound(rate, shape, wholeChannels ? shape.positions() : 1, setup.floats(shape.size(), 0));
    }

    /**
     * The bound layer.
     *
     * @param run the number of neighbouring numbers that share a draw
     * @param mask the index of the factors in the memory of a pass
     */
    private record Bound(float rate, Shape output, int run, int mask) implements Stage {
        @Override
        public void forward(StagePass pass, float[] x, float[] y) {
            float[] factors = pass.floats(mask);
            int n = pass.rows() * output.size();
            draw(pass, factors, n);
            for (int i = 0; i < n; i++) {
                y[i] = x[i] * factors[i];
            }
        }

        private void draw(StagePass pass, float[] factors, int n) {
            if (!pass.training()) {
                Arrays.fill(factors, 0, n, 1);
                return;
            }
            Rng rng = pass.random();
            float kept = 1 / (1 - rate);
            for (int i = 0; i < n; i += run) {
                Arrays.fill(factors, i, i + run, rng.uniform() < rate ? 0 : kept);
            }
        }

        @Override
        public void backward(StagePass pass, float[] x, float[] y, float[] delta, float[] d) {
            float[] factors = pass.floats(mask);
            for (int i = 0, n = pass.rows() * output.size(); i < n; i++) {
                d[i] = delta[i] * factors[i];
            }
        }

        @Override
        public void tangent(StagePass pass, float[] x, float[] y, float[] u, float[] v) {
            backward(pass, x, y, u, v);
        }

        @Override
        public float min(float inputs) {
            return Math.min(0, rate < 1 ? inputs / (1 - rate) : 0);
        }
    }
}
