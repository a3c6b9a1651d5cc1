package dev.engram.app.onnx;

import dev.engram.spi.shape.Shape;

/**
 * What a layer gives.
 *
 * @param tensor the name of the value in the graph
 * @param shape the shape of an example
 */
record OnnxValue(String tensor, Shape shape) {
    /** Returns the sizes of an example: features, channels x length, or channels x height x width. */
    static int[] dims(Shape s) {
        if (s.isFeatures()) {
            return new int[] {s.channels()};
        }
        return s.isSequence() ? new int[] {s.channels(), s.width()} : new int[] {s.channels(), s.height(), s.width()};
    }
}
