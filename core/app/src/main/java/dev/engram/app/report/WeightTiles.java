package dev.engram.app.report;

import dev.engram.engine.weights.NamedArray;
import dev.engram.spi.shape.Shape;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The weights of a first layer as tiles of numbers, one for each unit: what a unit of a dense layer looks for in an
 * image, or the kernel of a map of a convolution. Channels are next to each other in a tile.
 *
 * @param array name of the array
 * @param kernels true for a convolution
 * @param rows rows of a tile
 * @param cols columns of a tile, of all channels together
 * @param units the units of the layer, of which the first ones are shown
 * @param scale the largest size of a weight that is shown
 * @param values the tiles one after the other, row by row, from -127 to 127 for -scale to scale
 */
record WeightTiles(String array, boolean kernels, int rows, int cols, int units, float scale, byte[] values) {
    private static final int MAX_TILES = 64;
    private static final int MAX_CHANNELS = 3;
    /** The most numbers of a picture: a few tens of kilobytes of the page. */
    private static final int MAX_NUMBERS = 50_000;

    private static final String SUFFIX = ".weight";

    /** What a tile is cut from: channels of rows x cols for each unit. */
    private record Layout(int channels, int rows, int cols) {}

    /**
     * Returns the tiles of the first layer that has any.
     *
     * @param input the shape of an example, if it is known
     */
    static Optional<WeightTiles> of(List<NamedArray> weights, Optional<Shape> input) {
        return weights.stream()
                .filter(a -> a.name().endsWith(SUFFIX) && a.shape().length > 1)
                .findFirst()
                .flatMap(a -> layout(a, input).map(l -> tiles(a, l)));
    }

    /** Empty for weights that have no positions. */
    private static Optional<Layout> layout(NamedArray a, Optional<Shape> input) {
        int[] s = a.shape();
        if (s.length > 2) {
            return Optional.of(new Layout(s[1], s.length == 4 ? s[2] : 1, s[s.length - 1]));
        }
        return input.filter(i -> i.height() > 1 && i.width() > 1 && i.size() == s[1])
                .map(i -> new Layout(i.channels(), i.height(), i.width()));
    }

    private static WeightTiles tiles(NamedArray a, Layout l) {
        int units = a.shape()[0];
        int channels = Math.min(l.channels, MAX_CHANNELS);
        int area = l.rows * l.cols;
        int count = Math.max(1, Math.min(Math.min(units, MAX_TILES), MAX_NUMBERS / (channels * area)));
        float[] w = a.values();
        float[] shown = new float[count * channels * area];
        float scale = 0;
        int at = 0;
        for (int u = 0; u < count; u++) {
            for (int r = 0; r < l.rows; r++) {
                for (int c = 0; c < channels * l.cols; c++) {
                    int from = ((u * l.channels + c / l.cols) * l.rows + r) * l.cols + c % l.cols;
                    shown[at++] = w[from];
                    scale = Math.max(scale, Math.abs(w[from]));
                }
            }
        }
        byte[] values = new byte[shown.length];
        for (int i = 0; i < values.length && scale > 0; i++) {
            values[i] = (byte) Math.round(Byte.MAX_VALUE * (shown[i] / scale));
        }
        return new WeightTiles(a.name(), a.shape().length > 2, l.rows, channels * l.cols, units, scale, values);
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("array", array);
        map.put("kernels", kernels);
        map.put("rows", rows);
        map.put("cols", cols);
        map.put("units", units);
        map.put("scale", (double) scale);
        map.put("values", Base64.getEncoder().encodeToString(values));
        return map;
    }
}
