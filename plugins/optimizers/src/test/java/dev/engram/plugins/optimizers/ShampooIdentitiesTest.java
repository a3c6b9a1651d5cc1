package dev.engram.plugins.optimizers;

import static dev.engram.plugins.optimizers.QuadraticCourse.course;
import static dev.engram.plugins.optimizers.QuadraticCourse.first;
import static dev.engram.plugins.optimizers.QuadraticCourse.theta;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.engine.step.Stepper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Exact identities of Shampoo. */
class ShampooIdentitiesTest {
    /** In blocks of one number, both matrices are the sum of its squares. */
    @Test
    void shampooInBlocksOfOneNumberIsAdaGrad() {
        float epsilon = 1e-6f;
        double[][] g = {{3, -0.5, 0.01}, {0.2, -7, 1}};
        double[][] step = first(new Shampoo(0.1f, epsilon, 0.25f, 1, 1, Shampoo.Graft.NONE, 1024, 1), g);
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 3; j++) {
                assertEquals(0.1 * g[i][j] / Math.sqrt(g[i][j] * g[i][j] + epsilon), step[i][j], 1e-6);
            }
        }
    }

    @Test
    void shampooStepsEachBlockLikeAMatrixOfItsOwn() {
        double[][] g = {{5, -0.4, 1, 2, 0.1}, {1, 2, -1, 0.3, 0.2}, {0.5, -1, 3, 1, -4}};
        Shampoo blocks = new Shampoo(0.1f, 1e-4f, 0.25f, 1, 1, Shampoo.Graft.NONE, 1024, 2);
        Shampoo whole = new Shampoo(0.1f, 1e-4f, 0.25f, 1, 1, Shampoo.Graft.NONE, 1024);
        double[][] step = first(blocks, g);
        for (int top = 0; top < 3; top += 2) {
            for (int left = 0; left < 5; left += 2) {
                double[][] part = new double[Math.min(2, 3 - top)][];
                for (int r = 0; r < part.length; r++) {
                    part[r] = Arrays.copyOfRange(g[top + r], left, Math.min(5, left + 2));
                }
                if (part[0].length == 1) {
                    continue; // a matrix of one column is a bias to Shampoo, with another exponent
                }
                double[][] expected = first(whole, part);
                for (int r = 0; r < part.length; r++) {
                    for (int c = 0; c < part[r].length; c++) {
                        assertEquals(
                                expected[r][c], step[top + r][left + c], 1e-6, "at " + (top + r) + "," + (left + c));
                    }
                }
            }
        }
    }

    @Test
    void aBlockAsLargeAsTheMatrixChangesNoBit() {
        Shampoo whole = new Shampoo(0.1f, 1e-4f, 0.5f, 0.9f, 3, Shampoo.Graft.SGD, 1024);
        Shampoo block = new Shampoo(0.1f, 1e-4f, 0.5f, 0.9f, 3, Shampoo.Graft.SGD, 1024, 64);
        assertArrayEquals(theta(course(whole, 10)), theta(course(block, 10)));
    }

    @Test
    void shampoosFirstStepIsThePolarFactor() {
        double c = 0.6, s = 0.8;
        // G = Q diag(5, 0.5): the polar factor is the rotation Q.
        double[][] g = {{5 * c, -0.5 * s}, {5 * s, 0.5 * c}};
        double[][] step = first(new Shampoo(1, 1e-7f, 0.25f, 1, 1, Shampoo.Graft.NONE, 1024), g);
        assertEquals(0, DenseMatrices.norm(DenseMatrices.sum(1, step, -1, new double[][] {{c, -s}, {s, c}})), 1e-5);
    }

    @Test
    void shampooOnDiagonalsOnlyIsAdaGradForABias() {
        Optimizer diagonal = new Shampoo(0.1f, 1e-12f, 0.25f, 1, 1, Shampoo.Graft.NONE, 1);
        Stepper s = course(diagonal, 10), adagrad = course(new AdaGrad(0.1f, 0, 0, 1e-10f, false), 10);
        Parameter bias = s.source().arena().parameters().get(2);
        assertEquals("bias", bias.name());
        for (int i = bias.from(); i < bias.to(); i++) {
            assertEquals(theta(adagrad)[i], theta(s)[i], 1e-5);
        }
    }
}
