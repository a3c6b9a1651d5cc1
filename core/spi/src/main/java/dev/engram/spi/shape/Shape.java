package dev.engram.spi.shape;

/**
 * The shape of one example: channels x height x width. An example is one row of {@link #size} numbers, channel by
 * channel and row by row: index (c * height + y) * width + x (NCHW, as in PyTorch). Flattening therefore changes
 * nothing.
 *
 * <p>Features, which have no positions, are n channels of height and width 1. A sequence has height 1: channels x
 * length.
 *
 * @param channels the number of channels, at least 1
 * @param height the number of rows, at least 1
 * @param width the number of columns, at least 1
 */
public record Shape(int channels, int height, int width) {
    /** Throws {@link IllegalArgumentException} if a size is not positive, or if all numbers do not fit in an array. */
    public Shape {
        if (channels < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException("the shape " + channels + " x " + height + " x " + width
                    + " is empty; every size must be at least 1");
        }
        if ((double) channels * height * width > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("the shape " + channels + " x " + height + " x " + width
                    + " has more than " + Integer.MAX_VALUE + " numbers");
        }
    }

    /** Returns the shape of {@code n} features without positions. */
    public static Shape features(int n) {
        return new Shape(n, 1, 1);
    }

    /** Returns the shape of a sequence. */
    public static Shape sequence(int channels, int length) {
        return new Shape(channels, 1, length);
    }

    /** Returns the number of positions: height * width. */
    public int positions() {
        return height * width;
    }

    /** Returns the number of numbers of an example. */
    public int size() {
        return channels * height * width;
    }

    /** Returns whether there is only one position, so that every channel is one feature. */
    public boolean isFeatures() {
        return height == 1 && width == 1;
    }

    /** Returns whether there is one row of several positions. */
    public boolean isSequence() {
        return height == 1 && width > 1;
    }

    /** Returns the same numbers as features without positions. */
    public Shape flattened() {
        return features(size());
    }

    /** Returns the shape as shown to users: "3 x 32 x 32", "2 x 100" for a sequence, or "128 features". */
    @Override
    public String toString() {
        if (isFeatures()) {
            return channels == 1 ? "1 feature" : channels + " features";
        }
        return isSequence() ? channels + " x " + width : channels + " x " + height + " x " + width;
    }
}
