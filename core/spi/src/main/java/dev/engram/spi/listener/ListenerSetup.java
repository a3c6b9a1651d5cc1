package dev.engram.spi.listener;

import dev.engram.spi.Parameter;
import dev.engram.spi.Rng;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.Consumer;

/**
 * A run before its first step, as a {@link Listener} sees it. State and events can be asked for during {@link
 * Listener#follow} only.
 */
public interface ListenerSetup {
    /** Returns all trained parameters, in the order of {@link #initialValues}; on a landscape one, the point. */
    List<Parameter> parameters();

    /**
     * Returns the values of the parameters before the first step, also if the run continues from a checkpoint;
     * read-only and valid during {@link Listener#follow}.
     */
    FloatBuffer initialValues();

    /** Returns the planned number of steps. */
    long steps();

    /** Returns the number of training examples; 0 on a landscape. */
    int examples();

    /** Returns the number of examples in a full batch; 0 on a landscape. */
    int batch();

    /**
     * Returns whether {@link RunEvent#gradient} and {@link RunEvent#hessianProduct} can be called: the network, with
     * the loss, has a gradient by back-propagation.
     */
    boolean hasGradient();

    /** Returns whether {@link RunEvent#loss(float[], int[])} can be called: the loss applies to the output. */
    boolean hasLoss();

    /**
     * Returns the value that a number of the optimizer has in a step of the plan, also if it follows a schedule; NaN if
     * the optimizer has no such number.
     *
     * @param hyperparameter the name, such as "rate"
     * @param step the number of the step, from 1 to {@link #steps}
     */
    double optimizer(String hyperparameter, long step);

    /**
     * Returns a random stream of the listener from its beginning, for choices that hold for the whole run. Its numbers
     * depend on the seed, the listener and the name.
     */
    Rng random(String name);

    /**
     * Returns an array that is saved with the run. It contains zeros, or the numbers at the checkpoint from which the
     * run continues: those are filled in after {@link Listener#follow}. Each name is asked for once.
     */
    double[] state(String name, int length);

    /** Calls the receiver after each step. Only listeners that register here cost time in every step. */
    void onStep(Consumer<RunEvent> receiver);

    /** Calls the receiver after the last step of each epoch. On a landscape every step is an epoch. */
    void onEpoch(Consumer<RunEvent> receiver);

    /** Calls the receiver after each evaluation, the first of which is before the first step. */
    void onEvaluation(Consumer<RunEvent> receiver);

    /** Calls the receiver once, after the test, also if the run has diverged or stopped early. */
    void onEnd(Consumer<RunEvent> receiver);
}
