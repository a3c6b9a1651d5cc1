package dev.engram.testkit.contract.layer;

import dev.engram.spi.Activation;
import dev.engram.spi.Initialiser;
import dev.engram.spi.Matrix;
import dev.engram.spi.Scratch;
import dev.engram.spi.layer.AffineMap;
import dev.engram.spi.layer.DenseMap;
import dev.engram.spi.layer.GradientRange;
import dev.engram.spi.layer.LayerSetup;
import dev.engram.spi.layer.SynapsesKind;
import dev.engram.spi.shape.Shape;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.Identity;

/** A dense layer whose units have a shape, to feed a layer that needs positions. */
record ShapedDense(Shape shape) implements SynapsesKind {
    @Override
    public Activation activation() {
        return new Identity();
    }

    @Override
    public Initialiser weights() {
        return TrainingTask.GLOROT;
    }

    @Override
    public Initialiser bias() {
        return TrainingTask.ZEROS;
    }

    @Override
    public AffineMap bind(LayerSetup setup) {
        return new Shaped(DenseMap.bind(setup, shape.size()), shape);
    }

    private record Shaped(AffineMap map, Shape output) implements AffineMap {
        @Override
        public long multiplyAdds() {
            return map.multiplyAdds();
        }

        @Override
        public void forward(Matrix in, Matrix weights, Matrix bias, Scratch a) {
            map.forward(in, weights, bias, a);
        }

        @Override
        public void backward(Matrix d, Matrix m, Scratch delta) {
            map.backward(d, m, delta);
        }

        @Override
        public void accumulate(float scale, Matrix post, Matrix pre, GradientRange gradient) {
            map.accumulate(scale, post, pre, gradient);
        }

        @Override
        public void accumulateBias(float scale, Matrix post, GradientRange gradient) {
            map.accumulateBias(scale, post, gradient);
        }
    }
}
