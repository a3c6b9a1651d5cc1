package dev.engram.app.components.layers;

import dev.engram.spi.layer.LayerSetup;
import dev.engram.spi.layer.Stage;
import dev.engram.spi.layer.StageKind;
import dev.engram.spi.layer.StagePass;
import dev.engram.spi.shape.Shape;

/** The larger of each two neighbouring positions of a sequence: h[c, p] = max(x[c, 2p], x[c, 2p + 1]). */
public record PairPool() implements StageKind {
    @Override
    public Stage bind(LayerSetup setup) {
        Shape in = setup.input();
        return new Bound(in, Shape.sequence(in.channels(), in.width() / 2), setup.ints(in.size() / 2));
    }

    private record Bound(Shape input, Shape output, int argmax) implements Stage {
        @Override
        public void forward(StagePass pass, float[] x, float[] y) {
            int pooled = output.width();
            for (int j = 0; j < pass.rows() * output.size(); j++) {
                int i = j / pooled * input.width() + j % pooled * 2;
                int larger = x[i] >= x[i + 1] ? i : i + 1;
                pass.ints(argmax)[j] = larger;
                y[j] = x[larger];
            }
        }

        @Override
        public void backward(StagePass pass, float[] x, float[] y, float[] delta, float[] d) {
            for (int i = 0; i < pass.rows() * input.size(); i++) {
                d[i] = 0;
            }
            for (int j = 0; j < pass.rows() * output.size(); j++) {
                d[pass.ints(argmax)[j]] = delta[j];
            }
        }

        @Override
        public void tangent(StagePass pass, float[] x, float[] y, float[] u, float[] v) {
            for (int j = 0; j < pass.rows() * output.size(); j++) {
                v[j] = u[pass.ints(argmax)[j]];
            }
        }

        @Override
        public float min(float inputs) {
            return inputs;
        }
    }
}
