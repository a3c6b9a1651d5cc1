package dev.engram.spi;

/**
 * One block of the network: synapses (dense; later convolution), then a stage (an activation; later normalisation,
 * pooling, dropout, recurrence). Between blocks the rule decides how credit travels; inside a block it is exact.
 */
public interface Layer {
    /** 0 for the first layer; -1 for a layer that a rule made for itself. */
    int index();

    /** Numbers that come in for one example. */
    int inputs();

    /** Pre-activations. */
    int units();

    /** What goes on to the next layer; other than {@link #units} only where a stage pools. */
    int outputs();

    /** units x inputs in a dense layer. Always the weights of this moment: a view, not a copy. */
    Matrix weights();

    /** What it does with its pre-activations. */
    Activation activation();

    /** Synapses and stage. Fills the trace, and forgets what {@link #backwardActivation} left in it. */
    void forward(Matrix in, Activations activations);

    /** Synapses alone: a = in W' + b. */
    void affine(Matrix in, Scratch a);

    /** Stage alone: h = phi(a). */
    void activate(Matrix a, Scratch h);

    /**
     * From the error at the output to the error at the pre-activation; {@code d} may be {@code delta} itself in a dense
     * layer. What the stage's own parameters learn from it waits in the trace for {@link #credit}.
     */
    void backwardActivation(Activations activations, Matrix delta, Scratch d);

    /** From the error at the pre-activation to the error at the input, through {@code m} in place of the weights. */
    void backwardAffine(Matrix d, Matrix m, Scratch delta);

    /**
     * How the output moves when the input moves by {@code dIn} and the parameters by {@code direction} (both may be null:
     * at rest). Fills the tangents of the pre-activation and of the output at the point of the trace.
     * Every activation is taken to have a symmetric Jacobian, as elementwise ones and softmax have.
     */
    void jvp(Activations activations, Matrix dIn, Matrix direction, Scratch dPre, Scratch dOut);

    /** The error d at the pre-activation trains everything in the layer: weights, bias, stage. */
    void credit(Matrix d, Activations activations);

    /** weights' gradient += scale/rows * (post' pre), and nothing else. */
    void accumulateOuterProduct(float scale, Matrix post, Matrix pre);

    /** bias' gradient += scale * mean row of post. */
    void creditBias(float scale, Matrix post);
}
