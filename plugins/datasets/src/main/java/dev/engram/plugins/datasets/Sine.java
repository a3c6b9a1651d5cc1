package dev.engram.plugins.datasets;

import dev.engram.spi.Component;
import dev.engram.spi.Dataset;
import dev.engram.spi.Hyper;
import dev.engram.spi.Rng;

/**
 * One period of a sine with noise: the smallest nonlinear regression.
 *
 * <pre>
 *   x ~ U[0,1),  y = sin(2 pi x) + N(0, noise^2)
 * </pre>
 *
 * 1 input, 1 target, test examples with noise as well: no prediction has a mean squared error below noise^2
 * on new examples in the long run; that of predicting 0 is 1/2 + noise^2.
 */
@Component("sine")
public record Sine(
        @Hyper(value = "0.1", range = "[0,inf)", doc = "standard deviation of the noise on the target")
        float noise,

        @Hyper(value = "200", range = "[1,1000000000]", doc = "training examples")
        int trainRows,

        @Hyper(value = "1000", range = "[0,1000000000]", doc = "test examples; 0: kept from the others")
        int testRows)
        implements Dataset {
    @Override
    public Table load(Rng rng) {
        return SyntheticTables.regression(trainRows, testRows, 1, 1, (row, x, i, t, j) -> {
            x[i] = rng.uniform();
            t[j] = (float) (StrictMath.sin(2 * StrictMath.PI * x[i]) + noise * rng.gaussian());
        });
    }
}
