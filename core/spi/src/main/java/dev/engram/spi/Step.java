package dev.engram.spi;

import java.util.List;
import java.util.function.Predicate;

/**
 * One step of an optimizer: arrays of the same length that share one index. Copy the arrays to local variables and loop
 * over {@code from() <= i < to()}: the JIT compiler vectorizes such a loop. An optimizer that treats matrices as such
 * loops over {@link #parameters} instead.
 *
 * <p>Slots and scalars are created when they are first requested, belong to the engine and are saved with the run.
 * Request them at every step; the same name returns the same array. Names are unique within an optimizer, and an inner
 * optimizer has its own.
 */
public interface Step {
    /** Returns the first index of this call. */
    int from();

    /** Returns one past the last index of this call. */
    int to();

    /** Returns the parameters from {@link #from} to {@link #to}, in order. */
    List<Parameter> parameters();

    /** Returns the number of this step, from 1. */
    long t();

    /** Returns the mean loss of the batch, as the rule returned it with the gradient; on a landscape, the value. */
    double loss();

    /** Returns the values of the parameters. This is the engine's array; an optimizer that writes it is rejected. */
    float[] theta();

    /** Returns the gradient, to be overwritten with what is subtracted from theta. This is the engine's array. */
    float[] gradient();

    /**
     * Returns an array like theta that survives from step to step; initially 0. Every 1,000 steps, subnormal numbers
     * (below 1.2e-38) are set to 0, since moving averages would otherwise keep them forever, and they are slow.
     */
    float[] slot(String name);

    /** Returns a slot that is initially {@code start} everywhere. */
    float[] slot(String name, float start);

    /** Returns a slot that is initially a copy of {@code start}. */
    float[] slot(String name, float[] start);

    /**
     * Returns {@code count} slots, initially 0, whose names are {@code name} with " 0", " 1" and so on. The array is
     * the same at every call and must not be changed.
     */
    float[][] slots(String name, int count);

    /**
     * Returns a matrix for one parameter that survives from step to step; initially {@code diagonal} times the
     * identity.
     */
    Scratch slot(Parameter p, String name, int rows, int cols, float diagonal);

    /** Returns a number that survives from step to step; initially {@code start}. */
    Scalar scalar(String name, double start);

    /** Returns scratch memory. It is not saved: its contents at the start of a step are undefined. */
    Scratch scratch(String name, int rows, int cols);

    /** Returns scratch memory in double precision, for decompositions that need it: an array of this length. */
    double[] scratch(String name, int length);

    /**
     * Returns memory for references to arrays, such as those that {@link #dots} and {@link #combine} read. It is not
     * saved: its contents at the start of a step are undefined.
     */
    float[][] arrays(String name, int count);

    /**
     * Computes the eigenvalues of a symmetric matrix in ascending order, and its orthonormal eigenvectors as the rows
     * of {@code vectors}. Both are NaN if a number of the matrix is NaN or infinite.
     *
     * @param n rows and columns of both matrices, which are stored row by row
     * @param a the matrix, both triangles; overwritten
     * @param values receives n numbers
     * @param vectors receives n x n numbers
     */
    void eigen(int n, double[] a, double[] values, double[] vectors);

    /**
     * Computes {@code a = V' diag(values) V}, where V has the eigenvectors as rows: the matrix of which {@link #eigen}
     * computed the eigenvectors, if these are its eigenvalues; a function of that matrix for other values.
     *
     * @param n rows and columns of both matrices, which are stored row by row
     * @param a receives n x n numbers; another array than {@code vectors}
     */
    void compose(int n, double[] values, double[] vectors, double[] a);

    /**
     * Replaces the rows of a matrix by orthonormal ones, of which the first k span the same space as the first k
     * before, for every k: the columns of Q in the QR decomposition of the transposed matrix. A row that depends on
     * those before it gets a direction orthogonal to them.
     *
     * @param n rows and columns of the matrix, which is stored row by row
     */
    void orthonormalizeRows(int n, double[] a);

    /** Returns a random stream for this step, as {@link Batch#random}. */
    Rng random(String name);

    /** Returns the sum of a[i] b[i] from {@link #from} to {@link #to}, in a fixed order. */
    double dot(float[] a, float[] b);

    /** Returns the sum of a[i] b[i] over one parameter, in a fixed order. */
    double dot(Parameter p, float[] a, float[] b);

    /** Returns the sum of a[i] for i in [from, to) in double precision, in a fixed order. */
    double sum(float[] a, int from, int to);

    /**
     * Computes the products of several arrays with two others, from {@link #from} to {@link #to} and in a fixed order:
     * {@code sums[2 k]} is the sum of a[k][i] x[i], {@code sums[2 k + 1]} that of a[k][i] y[i]. Several times faster
     * than {@link #dot(float[], float[])}, which has exact products and sums in double precision: here, 128 products
     * at a time are summed in single precision.
     *
     * @param sums at least 2 a.length numbers
     */
    void dots(float[][] a, float[] x, float[] y, double[] sums);

    /**
     * Computes a linear combination of several arrays, {@code y[i] = c[0] a[0][i] + ... + c[count - 1] a[count - 1][i]}
     * for i in [from, to). After the first term, the terms of four arrays at a time are added to each other and then to
     * the rest. Each factor, product and sum is rounded to a float.
     *
     * @param count number of arrays, at least 1
     * @param y another array than those that are added
     */
    void combine(int count, double[] c, float[][] a, float[] y, int from, int to);

    /**
     * Makes predictions and evaluations use this slot in place of theta, now and in all later steps. Throws
     * {@link IllegalArgumentException} if the array is not a slot of this optimizer.
     */
    void useForEvaluation(float[] slot);

    /**
     * Returns the loss at another point and overwrites {@link #gradient} with the gradient there. The batch, the random
     * numbers and the state of the rule are those of this step. Throws {@link IncompatibleException} if an inner
     * optimizer has already overwritten the gradient in this step, or if this optimizer updates only some of the
     * parameters.
     *
     * @param point an array like theta
     */
    double evaluate(float[] point);

    /** Lets another optimizer overwrite the gradient. The names of its slots are prefixed with {@code name}. */
    void updateWith(String name, Optimizer o);

    /**
     * Lets another optimizer overwrite the gradient of some parameters. If they are not contiguous ({@link Parameter}),
     * it updates each contiguous range by itself: norms and other sums are over one range. Throws {@link
     * IncompatibleException} if the optimizer does not support one of the parameters. {@code which} is evaluated only
     * at the first call.
     */
    void updateWith(String name, Optimizer o, Predicate<Parameter> which);

    /** A number that is saved with the run. */
    interface Scalar {
        /** Returns the number that was last set, in this step or an earlier one. */
        double get();

        /** Sets the number. */
        void set(double v);
    }
}
