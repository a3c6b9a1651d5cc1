package dev.engram.spi;

/** One layer through a keyhole: all that a local rule can see and do. */
public interface Synapses {
    /** What came in: rows x inputs. */
    Matrix input();

    /** Before the stage, undisturbed by noise: rows x units. */
    Matrix preActivation();

    /** What went out, undisturbed by noise: rows x outputs. */
    Matrix output();

    /** As they are: units x inputs, only read. */
    Matrix weights();

    /** The broadcast that the rule asked for; null with {@code NONE}. */
    Matrix signal();

    /** The noise tried out, N(0,1): rows x units; null without exploration. */
    Matrix noise();

    /** From an error at the output, rows x outputs, to the error at the pre-activation: overwrites d, rows x units. */
    void backwardActivation(Matrix delta, Scratch d);

    /** The error d at the pre-activation trains everything in the layer: weights, bias, stage. */
    void credit(Matrix d);

    /** weights' gradient += scale/rows * (post' pre), and nothing else. */
    void accumulateOuterProduct(float scale, Matrix post, Matrix pre);

    /** weights' gradient += scale * g, with g of the shape of the weights. */
    void accumulate(float scale, Matrix g);

    /** bias' gradient += scale * mean row of post. */
    void creditBias(float scale, Matrix post);

    /** Working memory with one row per example. Made at the first request of its name. */
    Scratch perExample(String name, int cols);

    /** Working memory of a fixed shape. */
    Scratch scratch(String name, int rows, int cols);

    /** Survives from step to step, at first 0. */
    Scratch state(String name, int rows, int cols);

    /** Drawn once, N(0,1) * scale, and never changed. */
    Matrix fixedGaussian(String name, int rows, int cols, float scale);

    /** Drawn once, evenly from [-limit, limit), and never changed. */
    Matrix fixedUniform(String name, int rows, int cols, float limit);
}
