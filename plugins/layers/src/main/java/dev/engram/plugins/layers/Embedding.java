package dev.engram.plugins.layers;

import dev.engram.spi.Activation;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Initialiser;
import dev.engram.spi.Matrix;
import dev.engram.spi.Scratch;
import dev.engram.spi.layer.AffineMap;
import dev.engram.spi.layer.GradientRange;
import dev.engram.spi.layer.LayerKernels;
import dev.engram.spi.layer.LayerSetup;
import dev.engram.spi.layer.SynapsesKind;
import dev.engram.spi.shape.Shape;
import java.util.Arrays;

/**
 * An embedding: replaces each whole number of the input by a trained vector.
 *
 * <pre>
 *   h[k,t] = E[x[t], k];   gradient of E[v]: the sum of the errors of all t with x[t] = v, averaged over examples
 * </pre>
 *
 * The input is T numbers from 0 to {@code rows} - 1, such as the words of a text; the output is {@code units} channels
 * x T, or {@code units} features for T = 1. E is rows x units, and there is no bias. It has to be the first layer: no
 * error can reach what is below. The gradient of a row that no example uses is 0, and the optimizer still visits it:
 * Adam's averages move such rows on (a dense gradient, PyTorch's default). Fans: fan-in is 1, fan-out is units. Cost:
 * no multiply-adds.
 *
 * <p>Not possible: an input that is not a whole number from 0 to rows - 1.
 *
 * <p>Bengio, Ducharme, Vincent and Jauvin 2003, A neural probabilistic language model, JMLR 3.
 */
@Component("embedding")
public record Embedding(
        @Hyper(range = "[1,10000000]", doc = "number of vectors")
        int rows,

        @Hyper(range = "[1,1000000]", doc = "length of a vector")
        int units,

        @Hyper(value = "identity", doc = "activation of the units")
        Activation activation,

        @Hyper(value = "{normal: {deviation: 1}}", doc = "initialiser of the vectors")
        Initialiser weights)
        implements SynapsesKind {
    @Override
    public Initialiser bias() {
        return (w, from, to, fanIn, fanOut, rng) -> Arrays.fill(w, from, to, 0);
    }

    @Override
    public AffineMap bind(LayerSetup setup) {
        int places = setup.input().size();
        setup.weights(rows, units, 1, units);
        Shape output = places == 1 ? Shape.features(units) : Shape.sequence(units, places);
        return new Table(setup.kernels(), rows, units, places, output);
    }

    private record Table(LayerKernels kernels, int rows, int units, int places, Shape output) implements AffineMap {
        @Override
        public long multiplyAdds() {
            return 0;
        }

        @Override
        public int positions() {
            return places;
        }

        private int row(Matrix in, int example, int place) {
            float x = in.get(example, place);
            if (!(x >= 0 && x < rows && x == (int) x)) {
                throw new IncompatibleException("an embedding of " + rows + " vectors needs whole numbers from 0 to "
                        + (rows - 1) + ", but input " + (place + 1) + " of an example is " + x
                        + "; the data must not be scaled");
            }
            return (int) x;
        }

        @Override
        public void forward(Matrix in, Matrix weights, Matrix bias, Scratch a) {
            float[] e = kernels.array(weights), out = a.data();
            int from = kernels.offset(weights);
            for (int r = 0; r < in.rows(); r++) {
                for (int t = 0; t < places; t++) {
                    int vector = from + row(in, r, t) * units;
                    for (int k = 0; k < units; k++) {
                        out[(r * units + k) * places + t] = e[vector + k];
                    }
                }
            }
        }

        @Override
        public void backward(Matrix d, Matrix m, Scratch delta) {
            throw new IncompatibleException("an embedding has to be the first layer: no error can pass through it");
        }

        @Override
        public void accumulate(float scale, Matrix post, Matrix pre, GradientRange gradient) {
            float share = scale / post.rows();
            float[] g = gradient.array(), d = kernels.array(post);
            int from = kernels.offset(post);
            if (!gradient.accumulate()) {
                Arrays.fill(g, gradient.from(), gradient.from() + rows * units, 0);
            }
            for (int r = 0; r < post.rows(); r++) {
                for (int t = 0; t < places; t++) {
                    int vector = gradient.from() + row(pre, r, t) * units;
                    for (int k = 0; k < units; k++) {
                        g[vector + k] += share * d[from + (r * units + k) * places + t];
                    }
                }
            }
        }

        @Override
        public void accumulateBias(float scale, Matrix post, GradientRange gradient) {
            throw new IllegalStateException("an embedding has no bias");
        }
    }
}
