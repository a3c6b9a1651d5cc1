package dev.engram.plugins.optimizers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.engine.step.LandscapeSource;
import dev.engram.engine.step.Stepper;
import dev.engram.spi.Landscape;
import dev.engram.spi.Optimizer;

/** Trajectories of an optimizer on a landscape, to compare with reference values in double precision. */
final class Trajectories {
    /** The steps of a golden trace. */
    private static final int[] STEPS = {1, 2, 3, 10};
    /** Relative, to the larger of the number and 0.1: some twenty roundings of 2^-24. */
    private static final double TOLERANCE = 1.2e-6;

    private Trajectories() {}

    /** Returns the coordinates after steps 1, 2, 3 and 10. */
    static double[] points(double... x) {
        return x;
    }

    static Stepper stepper(Landscape f, Optimizer o) {
        return new Stepper(new LandscapeSource(f, f.start()), o, 1);
    }

    /** Returns the parameters after the given number of steps. */
    static float[] parametersAfter(int steps, Landscape f, Optimizer o) {
        Stepper s = stepper(f, o);
        while (s.t() < steps) {
            s.step();
        }
        return s.source().arena().theta();
    }

    /** Returns Adam with its constant added after the correction. */
    static Adam adam(float rate, float beta1, float beta2, float epsilon, boolean correction) {
        return new Adam(rate, beta1, beta2, epsilon, Epsilon.AFTER_CORRECTION, correction);
    }

    /** Returns RMSProp with PyTorch's decay, and without momentum. */
    static RmsProp rmsprop(float rate, float epsilon) {
        return new RmsProp(rate, 0.99f, 0, false, epsilon, false, 0, false);
    }

    static void assertTrajectory(Landscape f, Optimizer o, double[] expected) {
        assertTrajectory(f, o, expected, TOLERANCE);
    }

    static void assertTrajectory(Landscape f, Optimizer o, double[] expected, double tolerance) {
        Stepper s = stepper(f, o);
        float[] x = s.source().arena().theta();
        for (int k = 0; k < STEPS.length; k++) {
            while (s.t() < STEPS[k]) {
                s.step();
            }
            for (int i = 0; i < x.length; i++) {
                double e = expected[x.length * k + i];
                assertEquals(
                        e, x[i], tolerance * Math.max(0.1, Math.abs(e)), "coordinate " + i + " after step " + STEPS[k]);
            }
        }
    }
}
