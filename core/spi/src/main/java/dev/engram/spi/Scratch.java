package dev.engram.spi;

/**
 * A matrix that a rule or an optimizer may write. Its contents are lost between steps, unless it is a state
 * ({@link Setup#state}, {@link Synapses#state}) or a slot ({@link Step#slot(Parameter, String, int, int, float)}). The
 * contract tests fill scratch memory with NaN to expose rules that read stale contents.
 *
 * <p>Every operation overwrites this matrix and returns it. This matrix may be an argument only of elementwise
 * operations. Shapes that do not match throw {@link IllegalArgumentException}.
 */
public interface Scratch extends Matrix {
    /**
     * Returns the array that holds the matrix, row by row from index 0. It may be longer: only the first
     * {@code rows() * cols()} numbers belong to the matrix.
     */
    float[] data();

    /** this = v everywhere */
    Scratch fill(float v);

    /** this = a */
    Scratch set(Matrix a);

    /** this = f(a), elementwise */
    Scratch map(Matrix a, FloatUnaryOperator f);

    /** this = f(a, b), elementwise */
    Scratch zip(Matrix a, Matrix b, FloatBinaryOperator f);

    /** this += c a */
    Scratch add(float c, Matrix a);

    /** this *= a, elementwise */
    Scratch multiplyElementwise(Matrix a);

    /** this *= c */
    Scratch scale(float c);

    /** row r of this *= column[r]; {@code column} is rows x 1 */
    Scratch scaleRows(Matrix column);

    /** this = a b. As in the other products, each element is summed in increasing k with fused multiply-add. */
    Scratch multiply(Matrix a, Matrix b);

    /** this = a b' */
    Scratch multiplyTransposedB(Matrix a, Matrix b);

    /** this = a' b */
    Scratch multiplyTransposedA(Matrix a, Matrix b);

    /** this = independent normally distributed numbers, drawn row by row */
    Scratch gaussian(Rng rng);

    /** this = -1 or +1 with equal probability, drawn row by row */
    Scratch rademacher(Rng rng);

    /** Returns the sum of all numbers, added row by row in double precision. */
    double sum();

    /** A function of one number. */
    @FunctionalInterface
    interface FloatUnaryOperator {
        float applyAsFloat(float x);
    }

    /** A function of two numbers. */
    @FunctionalInterface
    interface FloatBinaryOperator {
        float applyAsFloat(float x, float y);
    }
}
