package dev.engram.plugins.optimizers;

import dev.engram.engine.step.LandscapeSource;
import dev.engram.engine.step.Stepper;
import dev.engram.spi.Landscape;
import dev.engram.spi.Optimizer;

/** Runs of an optimizer on small functions. */
final class QuadraticCourse {
    private static final double NOISE = 0.5;

    private QuadraticCourse() {}

    /** Returns a run on the noisy quadratic, before its first step. */
    static Stepper stepper(Optimizer o) {
        return NoisyQuadraticSource.stepper(o, NOISE);
    }

    static Stepper course(Optimizer o, int steps) {
        return walk(stepper(o), steps);
    }

    static Stepper on(Landscape f, Optimizer o, int steps) {
        return walk(new Stepper(new LandscapeSource(f, f.start()), o, 1), steps);
    }

    private static Stepper walk(Stepper s, int steps) {
        for (int t = 0; t < steps; t++) {
            s.step();
        }
        return s;
    }

    static float[] theta(Stepper s) {
        return s.source().arena().theta();
    }

    /** f = sum g x for a fixed matrix g, from w. */
    private record Slope(double[][] g, double[] start) implements Landscape {
        @Override
        public int rows() {
            return g.length;
        }

        @Override
        public int cols() {
            return g[0].length;
        }

        @Override
        public double value(double[] x, double[] gradient) {
            double f = 0;
            for (int i = 0; i < x.length; i++) {
                gradient[i] = g[i / cols()][i % cols()];
                f += gradient[i] * x[i];
            }
            return f;
        }
    }

    /** Returns the first step from zero, as it is subtracted. */
    static double[][] first(Optimizer o, double[][] g) {
        float[] x = theta(on(new Slope(g, new double[g.length * g[0].length]), o, 1));
        double[][] step = new double[g.length][g[0].length];
        for (int i = 0; i < x.length; i++) {
            step[i / g[0].length][i % g[0].length] = -x[i];
        }
        return step;
    }
}
