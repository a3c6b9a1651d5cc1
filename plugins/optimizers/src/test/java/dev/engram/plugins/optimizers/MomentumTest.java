package dev.engram.plugins.optimizers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.engram.testkit.parts.Bowl;
import dev.engram.testkit.parts.Rosenbrock;
import org.junit.jupiter.api.Test;

/** Theoretical properties of the two kinds of momentum. */
class MomentumTest {
    @Test
    void nesterovMakesTheStepsOfTheLookAheadFormAtTheShiftedPoint() {
        double rate = 1e-4, mu = 0.9;
        Rosenbrock f = new Rosenbrock();
        double[] theta = f.start(), v = new double[2], g = new double[2], ahead = theta.clone();
        for (int t = 0; t < 20; t++) {
            f.value(ahead, g);
            for (int i = 0; i < 2; i++) {
                v[i] = mu * v[i] - rate * g[i];
                theta[i] += v[i];
                ahead[i] = theta[i] + mu * v[i];
            }
        }
        float[] x = Trajectories.parametersAfter(20, f, new Nesterov((float) rate, (float) mu));
        assertEquals(ahead[0], x[0], 1e-5);
        assertEquals(ahead[1], x[1], 1e-5);
        assertNotEquals(theta[0], x[0], 1e-3); // the test distinguishes the two points
    }

    /**
     * With the optimal learning rate and momentum for curvatures m and L, both coordinates decrease as (1 + c t) r^t.
     */
    @Test
    void atItsBestTheHeavyBallFallsByTheSquareRootOfTheConditionNumber() {
        double m = 1, l = 10, r = (Math.sqrt(l) - Math.sqrt(m)) / (Math.sqrt(l) + Math.sqrt(m));
        double rate = 4 / ((Math.sqrt(l) + Math.sqrt(m)) * (Math.sqrt(l) + Math.sqrt(m)));
        float[] x = Trajectories.parametersAfter(12, new Bowl(), new Momentum((float) rate, (float) (r * r), 0, false));
        double[] curvatures = {m, l}, roots = {r, -r};
        for (int i = 0; i < 2; i++) {
            double c = (1 - rate * curvatures[i]) / roots[i] - 1;
            assertEquals((1 + c * 12) * StrictMath.pow(roots[i], 12), x[i], 3e-6);
        }
        float[] plain = Trajectories.parametersAfter(12, new Bowl(), new Sgd((float) (2 / (l + m))));
        assertEquals(StrictMath.pow(9 / 11.0, 12), plain[0], 1e-5);
    }
}
