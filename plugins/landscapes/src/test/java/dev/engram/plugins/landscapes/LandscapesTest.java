package dev.engram.plugins.landscapes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Landscape;
import dev.engram.spi.Rng;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LandscapesTest {
    static List<Landscape> all() {
        return List.of(
                new Quartic(),
                new Rosenbrock(1, 100),
                new Rosenbrock(2, 5),
                new Quadratic(List.of(1.0, 10.0)),
                new Quadratic(List.of(3.0, -2.0, 0.5)),
                new Quadratic(List.of(0.0, 2.0, 0.0)),
                new Quadratic(List.of(-1.0)),
                new NoisyQuadratic(List.of(1.0, 10.0), 1),
                new Himmelblau(),
                new Beale(),
                new SixHumpCamel(),
                new ThreeHumpCamel(),
                new StyblinskiTang(1),
                new StyblinskiTang(2),
                new StyblinskiTang(4),
                new StyblinskiTang(7),
                new GoldsteinPrice(),
                new Booth(),
                new Matyas(),
                new Saddle(),
                new MonkeySaddle(),
                new Rastrigin(1),
                new Rastrigin(3),
                new Ackley(1),
                new Ackley(3));
    }

    @ParameterizedTest
    @MethodSource("all")
    void gradientIsTheDerivative(Landscape f) {
        double[] x = new double[f.rows() * f.cols()];
        for (int i = 0; i < x.length; i++) {
            x[i] = 0.7 - 0.4 * i;
        }
        double[] gradient = new double[x.length];
        f.value(x, gradient);
        for (int i = 0; i < x.length; i++) {
            double[] up = x.clone();
            double[] down = x.clone();
            up[i] += 1e-5;
            down[i] -= 1e-5;
            double expected = (f.value(up, new double[x.length]) - f.value(down, new double[x.length])) / 2e-5;
            assertEquals(expected, gradient[i], 1e-6 * Math.max(1, Math.abs(expected)), f + " at " + i);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void startsFitAndAreNew(Landscape f) {
        assertEquals(f.rows() * f.cols(), f.start().length);
        assertNotSame(f.start(), f.start());
    }

    @Test
    void noiseIsAddedToTheGradientAndNotToTheValue() {
        NoisyQuadratic f = new NoisyQuadratic(List.of(1.0, 10.0), 0.5);
        double[] g = {1, 10};
        f.addNoise(g, new ConstantRng(2));
        assertArrayEquals(new double[] {2, 11}, g);
        assertEquals(5.5, f.value(new double[] {1, 1}, g));
    }

    /** Always returns the same number. */
    private record ConstantRng(float number) implements Rng {
        @Override
        public float uniform() {
            return number;
        }

        @Override
        public float gaussian() {
            return number;
        }

        @Override
        public int uniformInt(int n) {
            return 0;
        }
    }

    @Test
    void quadraticStartsWhereTheGoldenTrajectoriesStart() {
        Quadratic f = new Quadratic(List.of(1.0, 10.0));
        double[] gradient = new double[2];
        assertArrayEquals(new double[] {1, 1}, f.start());
        assertEquals(5.5, f.value(f.start(), gradient));
        assertArrayEquals(new double[] {1, 10}, gradient);
    }

    @Test
    void rosenbrockStartsWhereTheGoldenTrajectoriesStart() {
        Rosenbrock f = new Rosenbrock(1, 100);
        double[] gradient = new double[2];
        assertEquals(24.2, f.value(f.start(), gradient), 1e-13);
        assertArrayEquals(new double[] {-215.6, -88}, gradient, 1e-12);
    }

    @Test
    void gradientDescentOnTheQuarticEndsOnItsSideOfTheMaximum() {
        for (double start : new double[] {-2, -0.5, 0.16, 0.18, 1, 2}) {
            double[] x = {start};
            double[] gradient = new double[1];
            for (int i = 0; i < 20_000; i++) {
                new Quartic().value(x, gradient);
                x[0] -= 0.01 * gradient[0];
            }
            assertEquals(start > 0.16993844 ? 1.13090112 : -1.30083957, x[0], 1e-7, "from " + start);
        }
    }

    @Test
    void momentumPassesTheMaximumOfTheQuartic() {
        double[] x = new Quartic().start();
        double[] gradient = new double[1];
        double velocity = 0;
        for (int i = 0; i < 2000; i++) {
            new Quartic().value(x, gradient);
            velocity = 0.9 * velocity + gradient[0];
            x[0] -= 0.01 * velocity;
        }
        assertEquals(-1.30083957, x[0], 1e-7);
    }

    @Test
    void anEmptySpectrumIsRejected() {
        IncompatibleException m = assertThrows(IncompatibleException.class, () -> new Quadratic(List.of()));
        assertEquals("quadratic needs at least one curvature in its spectrum, such as [1, 10]", m.getMessage());
    }
}
