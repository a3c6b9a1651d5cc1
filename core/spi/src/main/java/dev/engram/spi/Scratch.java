package dev.engram.spi;

/**
 * A matrix of your own to work in. Its contents are lost between steps (the contract tests fill it with NaN) unless it
 * came from {@link Setup#state}. Every method overwrites this matrix, returns it, and accepts itself as an argument
 * only where the operation is elementwise. Shapes that do not fit throw {@link IllegalArgumentException}.
 */
public interface Scratch extends Matrix {
    /** The numbers, row by row from index 0; the first {@code rows() * cols()} of them are alive. */
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

    /** this = a b; each element is summed with fma in increasing k, here and in the other products */
    Scratch multiply(Matrix a, Matrix b);

    /** this = a b' */
    Scratch multiplyTransposedB(Matrix a, Matrix b);

    /** this = a' b */
    Scratch multiplyTransposedA(Matrix a, Matrix b);

    /** this ~ N(0,1), independently, row by row */
    Scratch gaussian(Rng rng);

    /** this = -1 or +1 with equal probability, row by row */
    Scratch rademacher(Rng rng);

    /** The sum of all numbers, added up in double precision, row by row. */
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
