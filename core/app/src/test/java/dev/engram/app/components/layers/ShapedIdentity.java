package dev.engram.app.components.layers;

import dev.engram.spi.Activation;
import dev.engram.spi.Initialiser;
import dev.engram.spi.Matrix;
import dev.engram.spi.Scratch;
import dev.engram.spi.layer.AffineMap;
import dev.engram.spi.layer.GradientRange;
import dev.engram.spi.layer.LayerSetup;
import dev.engram.spi.layer.SynapsesKind;
import dev.engram.spi.shape.Shape;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.Identity;
import java.util.Arrays;

/** Synapses with one weight of 1, which give their input a shape: a = w x. */
record ShapedIdentity(Shape shape) implements SynapsesKind {
    @Override
    public Activation activation() {
        return new Identity();
    }

    @Override
    public Initialiser weights() {
        return (w, from, to, fanIn, fanOut, rng) -> Arrays.fill(w, from, to, 1);
    }

    @Override
    public Initialiser bias() {
        return TrainingTask.ZEROS;
    }

    @Override
    public AffineMap bind(LayerSetup setup) {
        setup.weights(1, 1, 1, 1);
        return new Scaling(shape);
    }

    private record Scaling(Shape output) implements AffineMap {
        @Override
        public long multiplyAdds() {
            return output.size();
        }

        @Override
        public void forward(Matrix in, Matrix weights, Matrix bias, Scratch a) {
            a.set(in).scale(weights.get(0, 0));
        }

        @Override
        public void backward(Matrix d, Matrix m, Scratch delta) {
            delta.set(d).scale(m.get(0, 0));
        }

        @Override
        public void accumulate(float scale, Matrix post, Matrix pre, GradientRange gradient) {
            float g = 0;
            for (int r = 0; r < post.rows(); r++) {
                for (int c = 0; c < post.cols(); c++) {
                    g += post.get(r, c) * pre.get(r, c);
                }
            }
            float before = gradient.accumulate() ? gradient.array()[gradient.from()] : 0;
            gradient.array()[gradient.from()] = before + scale / post.rows() * g;
        }

        @Override
        public void accumulateBias(float scale, Matrix post, GradientRange gradient) {
            throw new IllegalStateException("there is no bias");
        }
    }
}
