package dev.engram.engine.network;

import dev.engram.engine.matrix.Segment;
import dev.engram.spi.layer.Stage;
import dev.engram.spi.shape.Shape;
import java.util.List;

/**
 * A stage of a block with all that it has requested.
 *
 * @param name the name of the stage, the prefix of its parameters and its random stream
 * @param stage the stage
 * @param input the shape of its input
 * @param parameters its parameters
 * @param floats the requests for memory of floats in each pass
 * @param ints the requests for memory of ints in each pass, per example
 */
record BoundStage(
        String name,
        Stage stage,
        Shape input,
        List<Segment> parameters,
        List<FloatRequest> floats,
        List<Integer> ints) {
    /** A request for memory of floats. */
    record FloatRequest(int perExample, int fixed) {}

    /** A stage without parameters and memory. */
    static BoundStage simple(String name, Stage stage, Shape input) {
        return new BoundStage(name, stage, input, List.of(), List.of(), List.of());
    }

    /**
     * Returns the position that the stage reads: the output of the stage before it, unless it is a fork.
     *
     * @param index the index of the stage in its block
     */
    int reads(int index) {
        return stage instanceof ForkStage f ? f.position() : index;
    }

    /** Returns how many numbers of 32 bits a forward pass keeps of one example: the output and the requested memory. */
    long numbersPerExample() {
        long numbers = output().size();
        for (FloatRequest f : floats) {
            numbers += f.perExample();
        }
        for (int n : ints) {
            numbers += n;
        }
        return numbers;
    }

    Shape output() {
        return stage.output();
    }
}
