package dev.engram.plugins.datasets;

import dev.engram.spi.Component;
import dev.engram.spi.Dataset;
import dev.engram.spi.Hyper;
import dev.engram.spi.Rng;

/**
 * Linear regression with a hidden weight vector and noise; the normal equations give the best solution.
 *
 * <pre>
 *   w ~ N(0, 1/inputs),  x ~ N(0, I),  y = x . w + N(0, noise^2)
 * </pre>
 *
 * 1 target of variance about 1 + noise^2. w is drawn first, then the examples row by row. On new examples, no
 * prediction has an expected squared error below noise^2; least squares on N examples has about noise^2 (1 +
 * inputs/N).
 */
@Component("linear")
public record Linear(
        @Hyper(value = "10", range = "[1,1000000]", doc = "number of inputs")
        int inputs,

        @Hyper(value = "0.1", range = "[0,inf)", doc = "standard deviation of the noise on the target")
        float noise,

        @Hyper(value = "500", range = "[1,1000000000]", doc = "number of training examples")
        int trainRows,

        @Hyper(
                value = "1000",
                range = "[0,1000000000]",
                doc = "number of test examples; 0: split from the training examples")
        int testRows)
        implements Dataset {
    @Override
    public Table load(Rng rng) {
        float[] w = SyntheticTables.normal(1, inputs, 1.0 / inputs, rng);
        return SyntheticTables.regression(trainRows, testRows, inputs, 1, (row, x, i, t, j) -> {
            double y = 0;
            for (int k = 0; k < inputs; k++) {
                x[i + k] = rng.gaussian();
                y += (double) w[k] * x[i + k];
            }
            t[j] = (float) (y + noise * rng.gaussian());
        });
    }
}
