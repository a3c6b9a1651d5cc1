package dev.engram.plugins.datasets;

import dev.engram.spi.Component;
import dev.engram.spi.Dataset;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Rng;

/**
 * Two classes that a plane through the origin separates with a margin, for the perceptron and its bound on mistakes.
 *
 * <pre>
 *   u uniform on the unit sphere;  x ~ N(0, I) given |x| <= radius and |u . x| >= margin;  class 1 if u . x > 0, else 0
 * </pre>
 *
 * u is drawn first, then the examples row by row; a point that is too long or too near the plane is drawn again.
 * `draw` gives other data. A unit without a bias that the perceptron trains from zero weights with batches of one makes
 * at most (radius / margin)^2 mistakes.
 *
 * <p>Rosenblatt 1958, The perceptron; Novikoff 1962, On convergence proofs on perceptrons.
 */
@Component("separable")
public record Separable(
        @Hyper(value = "5", range = "[1,1000]", doc = "number of inputs")
        int inputs,

        @Hyper(value = "0.1", range = "[0,inf)", doc = "least distance of an example from the plane")
        float margin,

        @Hyper(value = "3", range = "(0,inf)", doc = "greatest length of an example")
        float radius,

        @Hyper(value = "100", range = "[1,1000000000]", doc = "number of training examples")
        int trainRows,

        @Hyper(
                value = "1000",
                range = "[0,1000000000]",
                doc = "number of test examples; 0: split from the training examples")
        int testRows)
        implements Dataset {
    /** So many rejected points in a row mean that hardly any point is both short and far from the plane. */
    private static final int MAX_DRAWS = 100_000;

    @Override
    public Table load(Rng rng) {
        float[] u = SyntheticTables.normal(1, inputs, 1, rng);
        double length = length(u, 0);
        return SyntheticTables.binaryClassification(trainRows, testRows, inputs, (row, x, i, t, j) -> {
            for (int draws = 0; draws < MAX_DRAWS; draws++) {
                double product = 0;
                for (int k = 0; k < inputs; k++) {
                    x[i + k] = rng.gaussian();
                    product += (double) u[k] * x[i + k];
                }
                if (Math.abs(product) >= margin * length && length(x, i) <= radius) {
                    t[j] = product > 0 ? 1 : 0;
                    return;
                }
            }
            throw new IncompatibleException(
                    "separable found no example of " + inputs + " inputs with a length of at most "
                            + radius + " and a distance of at least " + margin + " from the plane in " + MAX_DRAWS
                            + " draws; use a larger radius or a smaller margin");
        });
    }

    /** Returns the length of a row. */
    private double length(float[] x, int from) {
        double squares = 0;
        for (int k = from; k < from + inputs; k++) {
            squares += (double) x[k] * x[k];
        }
        return Math.sqrt(squares);
    }
}
