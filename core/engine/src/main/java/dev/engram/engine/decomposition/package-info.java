/**
 * Decompositions of square matrices in double precision, in blocks, so that most of their work is matrix products:
 * eigenvalues and eigenvectors of symmetric matrices, and orthonormal bases. Only additions, multiplications, divisions
 * and square roots are used, in a fixed order, so that results have the same bits everywhere. The names are those of
 * LAPACK and of Golub and Van Loan, Matrix Computations.
 *
 * <p>Start reading at {@link dev.engram.engine.decomposition.Decompositions}.
 */
package dev.engram.engine.decomposition;
