package dev.engram.spi.layer;

import dev.engram.spi.Matrix;
import dev.engram.spi.Scratch;
import dev.engram.spi.shape.Shape;

/** Full connections: a = x W' + b, where W is units x inputs. The shape of the input does not matter. */
public final class DenseMap implements AffineMap {
    private final LayerKernels kernels;
    private final int inputs;
    private final int units;

    private DenseMap(LayerKernels kernels, int inputs, int units) {
        this.kernels = kernels;
        this.inputs = inputs;
        this.units = units;
    }

    /** Declares weights and biases for so many units, and returns the map. */
    public static DenseMap bind(LayerSetup setup, int units) {
        int inputs = setup.input().size();
        setup.weights(units, inputs, inputs, units);
        setup.bias(units);
        return new DenseMap(setup.kernels(), inputs, units);
    }

    @Override
    public Shape output() {
        return Shape.features(units);
    }

    @Override
    public long multiplyAdds() {
        return (long) inputs * units;
    }

    @Override
    public boolean dense() {
        return true;
    }

    @Override
    public void forward(Matrix in, Matrix weights, Matrix bias, Scratch a) {
        kernels.multiplyTransposedB(in, weights, bias, a);
    }

    @Override
    public void backward(Matrix d, Matrix m, Scratch delta) {
        kernels.multiply(d, m, delta);
    }

    @Override
    public void accumulate(float scale, Matrix post, Matrix pre, GradientRange gradient) {
        kernels.multiplyTransposedA(scale / post.rows(), post, pre, gradient);
    }

    @Override
    public void accumulateBias(float scale, Matrix post, GradientRange gradient) {
        kernels.sumRows(scale / post.rows(), post, gradient);
    }

    @Override
    public void patches(int group, Matrix in, Scratch patches) {
        patches.set(in);
    }
}
