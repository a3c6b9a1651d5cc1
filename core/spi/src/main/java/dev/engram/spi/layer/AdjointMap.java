package dev.engram.spi.layer;

import dev.engram.spi.Matrix;
import dev.engram.spi.Scratch;
import dev.engram.spi.shape.Shape;

/**
 * The adjoint of an affine map, with weights of its own in the same shape: the transposed convolution of a convolution.
 *
 * @param map the map whose {@link AffineMap#backward} this one applies
 * @param output the shape of the inputs of {@code map}
 * @param kernels the operations of layers
 */
public record AdjointMap(AffineMap map, Shape output, LayerKernels kernels) implements AffineMap {
    /**
     * Declares weights of {@code rows x cols}, those of {@code map}, and one bias for each channel of {@code output}.
     */
    public static AdjointMap bind(LayerSetup setup, AffineMap map, Shape output, int rows, int cols) {
        setup.weights(rows, cols, rows * (cols / output.channels()), cols);
        setup.bias(output.channels());
        return new AdjointMap(map, output, setup.kernels());
    }

    @Override
    public long multiplyAdds() {
        return map.multiplyAdds();
    }

    @Override
    public void forward(Matrix in, Matrix weights, Matrix bias, Scratch a) {
        map.backward(in, weights, a);
        float[] numbers = a.data();
        for (int i = 0; bias != null && i < a.rows() * output.size(); i++) {
            numbers[i] += bias.get(i % output.size() / output.positions(), 0);
        }
    }

    @Override
    public void backward(Matrix d, Matrix m, Scratch delta) {
        map.forward(d, m, null, delta);
    }

    @Override
    public void accumulate(float scale, Matrix post, Matrix pre, GradientRange gradient) {
        map.accumulate(scale, pre, post, gradient);
    }

    @Override
    public void accumulateBias(float scale, Matrix post, GradientRange gradient) {
        kernels.sumPositions(output.channels(), scale / post.rows(), post, gradient);
    }
}
