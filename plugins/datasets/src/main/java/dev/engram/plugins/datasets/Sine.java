package dev.engram.plugins.datasets;

import dev.engram.spi.Component;
import dev.engram.spi.Dataset;
import dev.engram.spi.Hyper;
import dev.engram.spi.Rng;

/**
 * One period of a sine with noise: a minimal nonlinear regression.
 *
 * <pre>
 *   x ~ U[0,1),  y = sin(2 pi x) + N(0, noise^2)
 * </pre>
 *
 * 1 input, 1 target; test examples also have noise. On new examples, no prediction has an expected squared error
 * below noise^2; predicting 0 has 1/2 + noise^2.
 */
@Component("sine")
public record Sine(
        @Hyper(value = "0.1", range = "[0,inf)", doc = "standard deviation of the noise on the target")
        float noise,

        @Hyper(value = "200", range = "[1,1000000000]", doc = "number of training examples")
        int trainRows,

        @Hyper(
                value = "1000",
                range = "[0,1000000000]",
                doc = "number of test examples; 0: split from the training examples")
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
