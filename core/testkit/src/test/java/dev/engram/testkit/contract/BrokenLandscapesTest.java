package dev.engram.testkit.contract;

import dev.engram.spi.Landscape;
import dev.engram.spi.Rng;
import dev.engram.testkit.parts.Bowl;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BrokenLandscapesTest {
    /** f = x^2 + y^2; each broken landscape changes one method. */
    private interface Paraboloid extends Landscape {
        @Override
        default int cols() {
            return 2;
        }

        @Override
        default double value(double[] x, double[] gradient) {
            gradient[0] = 2 * x[0];
            gradient[1] = 2 * x[1];
            return x[0] * x[0] + x[1] * x[1];
        }

        @Override
        default double[] start() {
            return new double[] {1, 2};
        }
    }

    record SharesItsStart() implements Paraboloid {
        private static final double[] START = {1, 2};

        @Override
        public double[] start() {
            return START;
        }
    }

    record StartIsTooShort() implements Paraboloid {
        @Override
        public double[] start() {
            return new double[] {1};
        }
    }

    record HalfTheGradient() implements Paraboloid {
        @Override
        public double value(double[] x, double[] gradient) {
            double v = Paraboloid.super.value(x, gradient);
            gradient[1] /= 2;
            return v;
        }
    }

    record AddsToTheGradient() implements Paraboloid {
        @Override
        public double value(double[] x, double[] gradient) {
            gradient[0] += 2 * x[0];
            gradient[1] += 2 * x[1];
            return x[0] * x[0] + x[1] * x[1];
        }
    }

    record WritesThePoint() implements Paraboloid {
        @Override
        public double value(double[] x, double[] gradient) {
            double v = Paraboloid.super.value(x, gradient);
            x[0] = 0;
            return v;
        }
    }

    record StartsFromAStaticCounter() implements Paraboloid {
        private static int calls;

        @Override
        public double[] start(Rng rng) {
            return new double[] {++calls, rng.uniform()};
        }
    }

    record NoiseFromAStaticCounter() implements Paraboloid {
        private static int calls;

        @Override
        public void addNoise(double[] gradient, Rng rng) {
            gradient[0] += ++calls;
        }
    }

    record WrongMinimum() implements Paraboloid {
        @Override
        public List<StationaryPoint> stationaryPoints() {
            return List.of(StationaryPoint.minimum(0, 1e-6, 0));
        }
    }

    record WrongMinimumValue() implements Paraboloid {
        @Override
        public List<StationaryPoint> stationaryPoints() {
            return List.of(StationaryPoint.minimum(1e-6, 0, 0));
        }
    }

    record CallsAMinimumASaddle() implements Paraboloid {
        @Override
        public List<StationaryPoint> stationaryPoints() {
            return List.of(StationaryPoint.saddle(0, 0, 0));
        }
    }

    /** x^3 - 3 x y^2: its curvatures are 0 at the saddle, so only the values around it reveal the type. */
    record CallsAMonkeySaddleAMaximum() implements Paraboloid {
        @Override
        public double value(double[] x, double[] gradient) {
            gradient[0] = 3 * x[0] * x[0] - 3 * x[1] * x[1];
            gradient[1] = -6 * x[0] * x[1];
            return x[0] * (x[0] * x[0] - 3 * x[1] * x[1]);
        }

        @Override
        public List<StationaryPoint> stationaryPoints() {
            return List.of(StationaryPoint.maximum(0, 0, 0));
        }
    }

    record EveryPointIsStationary() implements Paraboloid {
        @Override
        public List<StationaryPoint> stationaryPoints() {
            return List.of(StationaryPoint.minimum(0, 0, 0));
        }

        @Override
        public StationaryPoint nearestStationaryPoint(double[] x) {
            return StationaryPoint.minimum(0, x);
        }
    }

    /** (x^2 - 1)^2 + y^2 has two minima. */
    record FindsTheFarMinimum() implements Paraboloid {
        @Override
        public double value(double[] x, double[] gradient) {
            gradient[0] = 4 * x[0] * (x[0] * x[0] - 1);
            gradient[1] = 2 * x[1];
            return (x[0] * x[0] - 1) * (x[0] * x[0] - 1) + x[1] * x[1];
        }

        @Override
        public List<StationaryPoint> stationaryPoints() {
            return List.of(
                    StationaryPoint.minimum(0, 1, 0),
                    StationaryPoint.minimum(0, -1, 0),
                    StationaryPoint.saddle(1, 0, 0));
        }

        @Override
        public StationaryPoint nearestStationaryPoint(double[] x) {
            return stationaryPoints().get(0);
        }
    }

    static Stream<BrokenComponent> broken() {
        return Stream.of(
                new BrokenComponent(LandscapeChecks.START, new SharesItsStart()),
                new BrokenComponent(LandscapeChecks.START, new StartIsTooShort()),
                new BrokenComponent(LandscapeChecks.GRADIENT, new HalfTheGradient()),
                new BrokenComponent(LandscapeChecks.READS, new AddsToTheGradient()),
                new BrokenComponent(LandscapeChecks.READS, new WritesThePoint()),
                new BrokenComponent(LandscapeChecks.DRAWS, new StartsFromAStaticCounter()),
                new BrokenComponent(LandscapeChecks.DRAWS, new NoiseFromAStaticCounter()),
                new BrokenComponent(StationaryChecks.VANISHES, new WrongMinimum()),
                new BrokenComponent(StationaryChecks.VANISHES, new WrongMinimumValue()),
                new BrokenComponent(StationaryChecks.NATURE, new CallsAMinimumASaddle()),
                new BrokenComponent(StationaryChecks.NATURE, new CallsAMonkeySaddleAMaximum()),
                new BrokenComponent(StationaryChecks.NEAREST, new EveryPointIsStationary()),
                new BrokenComponent(StationaryChecks.NEAREST, new FindsTheFarMinimum()));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void isCaught(BrokenComponent c) {
        c.verify();
    }

    @Test
    void everyCheckIsShownToFail() {
        BrokenComponent.assertEveryCheckFails(new Bowl(), broken());
    }
}
