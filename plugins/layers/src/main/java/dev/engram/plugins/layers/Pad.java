package dev.engram.plugins.layers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.layer.LayerSetup;
import dev.engram.spi.layer.Stage;
import dev.engram.spi.layer.StageKind;
import dev.engram.spi.layer.StagePass;
import dev.engram.spi.shape.Shape;
import java.util.Arrays;

/**
 * Padding: a border of {@code size} positions on every side of each channel. Write it before a convolution without
 * padding of its own.
 *
 * <pre>
 *   reflect    ... 3 2 | 1 2 3 4 | 3 2 ...    the edge is the mirror, and is not repeated
 *   replicate  ... 1 1 | 1 2 3 4 | 4 4 ...
 *   zeros      ... 0 0 | 1 2 3 4 | 0 0 ...    as the padding of a convolution
 *   h[c,i,j] = a[c, m(i - size), m(j - size)];   J' delta: errors of all copies of a number add;   J u: the border of u
 * </pre>
 *
 * The names are those of PyTorch; ONNX calls replicate "edge". The input is channels x height x width, or channels x
 * length. The output has {@code 2 size} more rows and columns. Cost: no multiply-adds.
 *
 * <p>A reflection cannot repeat positions, so its size must be below height and width.
 */
@Component("pad")
public record Pad(
        @Hyper(range = "[1,10000]", doc = "positions added on every side")
        int size,

        @Hyper(value = "reflect", doc = "numbers of the border")
        Mode mode)
        implements StageKind {
    /** The numbers of the border. */
    public enum Mode {
        REFLECT,
        REPLICATE,
        ZEROS
    }

    private static final int NOTHING = -1;

    @Override
    public Stage bind(LayerSetup setup) {
        Shape in = Windows.positions(setup);
        int around = in.isSequence() ? 0 : size;
        if (mode == Mode.REFLECT && (around >= in.height() || size >= in.width())) {
            throw new IncompatibleException("pad cannot reflect " + size + " positions at the edges of " + in
                    + ", since only " + (Math.min(in.width(), around == 0 ? in.width() : in.height()) - 1)
                    + " are there; use a smaller size, or mode: replicate");
        }
        int[] rows = sources(in.height(), around), cols = sources(in.width(), size);
        return new Bound(mode, in, new Shape(in.channels(), rows.length, cols.length), rows, cols);
    }

    /** Returns the place from which each place of an axis takes its number. */
    private int[] sources(int length, int border) {
        int[] from = new int[length + 2 * border];
        for (int i = 0; i < from.length; i++) {
            int at = i - border, last = length - 1;
            from[i] = switch (mode) {
                case REFLECT -> last - Math.abs(last - Math.abs(at));
                case REPLICATE -> Math.min(last, Math.max(0, at));
                case ZEROS -> at < 0 || at > last ? NOTHING : at;
            };
        }
        return from;
    }

    /**
     * The bound layer.
     *
     * @param rows for each row of the output, that of the input
     * @param cols for each column of the output, that of the input
     */
    private record Bound(Mode mode, Shape input, Shape output, int[] rows, int[] cols) implements Stage {
        @Override
        public void forward(StagePass pass, float[] x, float[] y) {
            int channels = pass.rows() * output.channels(), width = cols.length;
            for (int c = 0, to = 0; c < channels; c++) {
                for (int row : rows) {
                    int from = c * input.positions() + row * input.width();
                    for (int j = 0; j < width; j++) {
                        y[to + j] = row == NOTHING || cols[j] == NOTHING ? 0 : x[from + cols[j]];
                    }
                    to += width;
                }
            }
        }

        @Override
        public void backward(StagePass pass, float[] x, float[] y, float[] delta, float[] d) {
            int channels = pass.rows() * output.channels(), width = cols.length;
            Arrays.fill(d, 0, channels * input.positions(), 0);
            for (int c = 0, from = 0; c < channels; c++) {
                for (int row : rows) {
                    int to = c * input.positions() + row * input.width();
                    for (int j = 0; j < width; j++) {
                        if (row != NOTHING && cols[j] != NOTHING) {
                            d[to + cols[j]] += delta[from + j];
                        }
                    }
                    from += width;
                }
            }
        }

        @Override
        public void tangent(StagePass pass, float[] x, float[] y, float[] u, float[] v) {
            forward(pass, u, v);
        }

        @Override
        public float min(float inputs) {
            return mode == Mode.ZEROS ? Math.min(0, inputs) : inputs;
        }
    }
}
