package dev.engram.plugins.datasets;

import dev.engram.spi.Component;
import dev.engram.spi.Dataset;
import dev.engram.spi.Hyper;
import dev.engram.spi.Rng;

/**
 * Two overlapping spherical Gaussian clouds with a known Bayes error.
 *
 * <pre>
 *   x ~ N(-m, I) for class 0,  N(+m, I) for class 1,  m = distance/2 (1, ..., 1)/sqrt(inputs)
 *   Bayes error = Phi(-distance/2):   distance 2: 15.87%   3: 6.68%   4: 2.28%   6: 0.13%
 * </pre>
 *
 * Phi is the standard normal distribution function. Classes 0 and 1 alternate. The best classifier is a line (a
 * hyperplane) through the origin, orthogonal to m; no classifier has a lower expected error on new examples.
 */
@Component("blobs")
public record Blobs(
        @Hyper(value = "2", range = "[1,1000000]", doc = "number of inputs")
        int inputs,

        @Hyper(value = "4", range = "[0,inf)", doc = "distance between the two means, in standard deviations")
        float distance,

        @Hyper(value = "1000", range = "[1,1000000000]", doc = "number of training examples")
        int trainRows,

        @Hyper(
                value = "1000",
                range = "[0,1000000000]",
                doc = "number of test examples; 0: split from the training examples")
        int testRows)
        implements Dataset {
    @Override
    public Table load(Rng rng) {
        float each = (float) (distance / 2 / Math.sqrt(inputs));
        return SyntheticTables.binaryClassification(trainRows, testRows, inputs, (row, x, i, t, j) -> {
            float mean = row % 2 == 0 ? -each : each;
            for (int k = 0; k < inputs; k++) {
                x[i + k] = mean + rng.gaussian();
            }
            t[j] = row % 2;
        });
    }
}
