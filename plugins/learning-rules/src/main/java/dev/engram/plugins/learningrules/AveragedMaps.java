package dev.engram.plugins.learningrules;

import dev.engram.spi.Matrix;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;
import dev.engram.spi.shape.Shape;

/** Averages maps over windows that do not overlap; windows at the end may be smaller. */
final class AveragedMaps {
    private final Shape in;
    private final int windowHeight;
    private final int windowWidth;
    private final int height;
    private final int width;
    /** The averages; null if every window is one number. */
    private final Scratch averages;

    private AveragedMaps(Setup setup, Shape in, int windowHeight, int windowWidth) {
        this.in = in;
        this.windowHeight = windowHeight;
        this.windowWidth = windowWidth;
        height = windows(in.height(), windowHeight);
        width = windows(in.width(), windowWidth);
        averages = windowHeight * windowWidth == 1 ? null : setup.perExample(size());
    }

    /** Doubles height and width of windows in turn until at most {@code most} numbers are left, or one for each map. */
    static AveragedMaps fitting(Setup setup, Shape in, int most) {
        int h = 1, w = 1;
        boolean rows = true;
        while (in.positions() > 1 && in.channels() * windows(in.height(), h) * windows(in.width(), w) > most) {
            if (h >= in.height() && w >= in.width()) {
                break;
            }
            if (rows) {
                h = Math.min(2 * h, in.height());
            } else {
                w = Math.min(2 * w, in.width());
            }
            rows = !rows;
        }
        return new AveragedMaps(setup, in, h, w);
    }

    private static int windows(int length, int window) {
        return (length + window - 1) / window;
    }

    /** Returns the number of averages of an example. */
    int size() {
        return in.channels() * height * width;
    }

    Matrix forward(Matrix h) {
        if (averages == null) {
            return h;
        }
        averages.fill(0);
        float[] to = averages.data();
        for (int r = 0; r < h.rows(); r++) {
            for (int i = 0; i < in.size(); i++) {
                to[r * size() + window(i)] += h.get(r, i) / numbers(i);
            }
        }
        return averages;
    }

    /** Adds the error at the inputs to {@code delta}; {@code error} is at the averages. */
    void backward(Scratch error, Scratch delta) {
        if (averages == null) {
            delta.add(1, error);
            return;
        }
        float[] from = error.data(), to = delta.data();
        for (int r = 0; r < delta.rows(); r++) {
            for (int i = 0; i < in.size(); i++) {
                to[r * in.size() + i] += from[r * size() + window(i)] / numbers(i);
            }
        }
    }

    /** Returns the window of a number of an example. */
    private int window(int i) {
        int c = i / in.positions(), y = i / in.width() % in.height(), x = i % in.width();
        return (c * height + y / windowHeight) * width + x / windowWidth;
    }

    /** Returns how many numbers are in its window. */
    private int numbers(int i) {
        int y = i / in.width() % in.height() / windowHeight * windowHeight,
                x = i % in.width() / windowWidth * windowWidth;
        return Math.min(windowHeight, in.height() - y) * Math.min(windowWidth, in.width() - x);
    }
}
