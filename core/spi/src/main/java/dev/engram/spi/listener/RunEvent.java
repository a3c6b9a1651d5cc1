package dev.engram.spi.listener;

import dev.engram.spi.Rng;
import java.nio.FloatBuffer;

/**
 * A moment between two steps of a run, as a {@link Listener} sees it. Valid during the call. Arrays that are passed to
 * its methods belong to the listener.
 */
public interface RunEvent {
    /** Returns the number of completed steps. */
    long step();

    /** Returns the number of completed passes over the training data, with fractions. */
    double epoch();

    /**
     * Returns the mean loss of the batch of the last step, before that step; NaN before the first step and for rules
     * that compute no loss.
     */
    double batchLoss();

    /**
     * Returns a metric of the validation data that was measured after this step; NaN if there is none.
     *
     * @param metric the name, such as "loss"
     */
    double validation(String metric);

    /**
     * Returns the value that a number of the optimizer had in the last step, also if it follows a schedule; NaN before
     * the first step, and if the optimizer has no such number.
     *
     * @param hyperparameter the name, such as "rate"
     */
    double optimizer(String hyperparameter);

    /** Returns the parameters; a read-only view of the run itself. */
    FloatBuffer parameters();

    /** Returns what the last step has subtracted from the parameters, read-only; null before the first step. */
    FloatBuffer update();

    /**
     * Overwrites {@code gradient}, as long as {@link #parameters}, with the gradient of the mean loss of training
     * examples, computed by back-propagation whatever the rule. Untrained state of layers stays as it is.
     *
     * @param examples numbers from 0 to {@link ListenerSetup#examples} - 1, at most {@link ListenerSetup#batch}; they
     *     may repeat
     */
    void gradient(int[] examples, float[] gradient);

    /**
     * Overwrites {@code product} with the Hessian of the mean loss of training examples times {@code direction}. It is
     * a central difference of two gradients in single precision, with a relative error of about 0.001.
     *
     * @param examples as for {@link #gradient}, but of any number
     */
    void hessianProduct(int[] examples, double[] direction, double[] product);

    /**
     * Returns the mean loss of training examples in a prediction of the network with other parameters.
     *
     * @param parameters as many numbers as {@link #parameters}
     * @param examples as for {@link #gradient}, but of any number
     */
    double loss(float[] parameters, int[] examples);

    /**
     * Returns a random stream of the listener from its beginning, valid until the next call with the same name. Its
     * numbers depend on the seed, the listener, the step and the name.
     */
    Rng random(String name);

    /**
     * Records a number. It is stored under the name of the listener, a slash and the name of the series, next to the
     * measurements of the run.
     *
     * @param series the name of the series, such as "loss" or "layer0/weights"; each name once in an event
     */
    void record(String series, double value);

    /**
     * Records a histogram of equally wide bins.
     *
     * @param series the name of the series; each name once at a step, although a step can have several events
     * @param least the lower edge of the first bin
     * @param greatest the upper edge of the last bin
     * @param counts the number of values in each bin
     * @throws IllegalStateException if the series has a histogram at this step already
     */
    void recordHistogram(String series, double least, double greatest, long[] counts);
}
