package dev.engram.spi;

import java.util.List;
import java.util.function.Predicate;

/**
 * What an optimizer sees of one step: parallel arrays that share one index. Loop over {@code from() <= i < to()} with
 * the arrays in local variables: this is what becomes SIMD. A method that cares about matrices loops over
 * {@link #parameters} instead. Slots are made at the first request and are saved with the run.
 */
public interface Step {
    /** The first index of this call. */
    int from();

    /** One past the last index of this call. */
    int to();

    /** The parameters that make up {@code from() .. to()}, in order. */
    List<Parameter> parameters();

    /** Number of this step, from 1. */
    long t();

    /** The loss that the gradient belongs to. */
    double loss();

    /** Current values, the engine's own array. Read only: the trainer refuses a run whose optimizer writes them. */
    float[] theta();

    /** The engine's own array. In: the gradient. Out: what to subtract from theta. */
    float[] gradient();

    /**
     * An array beside theta, with the same index, at first 0. The engine owns it and saves it with the run; the same name gives
     * the same array in every step, so ask for it in each. Numbers below the normal range (1.2e-38) become 0 every 1,000 steps:
     * moving averages would keep them for ever.
     */
    float[] slot(String name);

    /** An array beside theta, at first {@code start} everywhere. */
    float[] slot(String name, float start);

    /** An array beside theta, at first a copy of {@code start}. */
    float[] slot(String name, float[] start);

    /** A matrix of its own for one parameter, at first {@code diagonal} times the identity. */
    Scratch slot(Parameter p, String name, int rows, int cols, float diagonal);

    /** One number that survives from step to step and is saved with the run, at first {@code start}. */
    Scalar scalar(String name, double start);

    /** Working memory, not saved: what it holds at the start of a step is not to be relied on. */
    Scratch scratch(String name, int rows, int cols);

    /** The same in double precision, for decompositions that floats would spoil: an array of this length. */
    double[] scratch(String name, int length);

    /** A stream for this step, as {@link Batch#random}. */
    Rng random(String name);

    /** Sum of a[i] b[i] over this stretch, in a fixed order. */
    double dot(float[] a, float[] b);

    /** Sum of a[i] b[i] over one parameter, in a fixed order. */
    double dot(Parameter p, float[] a, float[] b);

    /** From now on, in all later steps too, the model is evaluated at this slot instead of theta. */
    void useForEvaluation(float[] slot);

    /**
     * Loss and gradient at another point: same batch, same random numbers, same memory of the rule. Overwrites the
     * gradient. {@code point} is an array like theta.
     */
    double evaluate(float[] point);

    /** Lets another optimizer rewrite the gradient; its slots live under {@code name}. */
    void updateWith(String name, Optimizer o);

    /** The same for some of the parameters; they have to be neighbours (see {@link Parameter}). */
    void updateWith(String name, Optimizer o, Predicate<Parameter> which);

    /** One saved number. */
    interface Scalar {
        /** As it was set last, in this step or an earlier one. */
        double get();

        /** Keeps it. */
        void set(double v);
    }
}
