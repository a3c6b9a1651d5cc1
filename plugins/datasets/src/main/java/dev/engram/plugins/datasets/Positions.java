package dev.engram.plugins.datasets;

import dev.engram.spi.data.Augmentation.Example;
import dev.engram.spi.shape.Shape;

/** What augmentations of images share. */
final class Positions {
    private Positions() {}

    /** Returns the reason why a component cannot change examples that have no positions; null if they have some. */
    static String missing(String component, Shape shape) {
        return shape.isFeatures()
                ? component + " needs images or sequences, but the examples have " + shape
                        + " without positions; set shape: [channels, height, width] for the data, or omit " + component
                : null;
    }

    /**
     * Moves an image by rows and columns.
     *
     * @param value what comes in at the border
     */
    static void move(Example e, int down, int right, float value) {
        if (down == 0 && right == 0) {
            return;
        }
        Shape s = e.shape();
        float[] x = e.x();
        float[] old = e.scratch();
        System.arraycopy(x, e.from(), old, 0, s.size());
        int i = e.from();
        for (int c = 0; c < s.channels(); c++) {
            for (int y = 0; y < s.height(); y++) {
                int row = y - down;
                boolean inside = row >= 0 && row < s.height();
                int from = (c * s.height() + row) * s.width();
                for (int column = -right, end = s.width() - right; column < end; column++) {
                    x[i++] = inside && column >= 0 && column < s.width() ? old[from + column] : value;
                }
            }
        }
    }
}
