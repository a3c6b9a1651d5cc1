package dev.engram.plugins.optimizers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.engram.spi.Optimizer;
import dev.engram.testkit.parts.Bowl;
import dev.engram.testkit.parts.Rosenbrock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The golden traces after a hundred and a thousand steps, when rounding errors have grown. */
class LateTrajectoriesTest {
    /** Absolute, on the bowl, whose minimum is at 0 and whose start is at 1. */
    private static final double NEAR = 1e-5;
    /** Relative, of the value on Rosenbrock's function. */
    private static final double CLOSE = 1e-3, LOOSE = 1e-2;

    static Stream<Arguments> bowl() {
        return Stream.of(
                arguments(new Sgd(0.1f), 2.656139889e-05, 0),
                arguments(new Momentum(0.05f, 0.9f, 0, false), -.00498462311, .002890050783),
                arguments(new Momentum(0.05f, 0.9f, 0.9f, false), .001176628812, -.0006937842252),
                arguments(new Nesterov(0.05f, 0.9f), -.0003957395633, -5.1e-18),
                arguments(new Chain(List.of(new WeightDecay(0.1f, true), new Sgd(0.1f))), 8.689617588e-06, 1e-200),
                arguments(new AdaGrad(0.5f, 0, 0, 1e-10f, false), 4.317049e-25, 4.317049e-25),
                arguments(new AdaGrad(0.5f, 0.1f, 0.1f, 1e-10f, false), 1.870969633e-05, 9.785720464e-06),
                arguments(new AdaDelta(1, 0.9f, 1e-6f), .6511700781, .6511681805),
                arguments(new RmsProp(0.01f, 0.99f, 0, false, 1e-8f, false, 0, false), .01181402431, .01181402017),
                arguments(new RmsProp(0.01f, 0.99f, 0, true, 1e-8f, false, 0, false), .005836738194, .005836735847),
                arguments(
                        new RmsProp(0.01f, 0.99f, 0.9f, false, 1e-8f, false, 0, false), .0004313088241, .0004313119973),
                arguments(new Rprop(0.01f, 0.5f, 1.2f, 1e-6f, 50), -1.622267437e-07, -1.622267437e-07),
                arguments(new Lion(0.01f, 0.9f, 0.99f, 0), 0, 0),
                arguments(new Lion(0.01f, 0.9f, 0.99f, 0.1f), -.04728638175, -.04728638175),
                arguments(
                        new Adam(0.1f, 0.9f, 0.999f, 1e-8f, Epsilon.AFTER_CORRECTION, true),
                        .002936675003,
                        .002936676223),
                arguments(
                        new AdamW(0.1f, 0.9f, 0.999f, 1e-8f, Epsilon.AFTER_CORRECTION, 0.1f, true),
                        .002770630691,
                        .002770631006),
                arguments(
                        new AmsGrad(0.1f, 0.9f, 0.999f, 1e-8f, AmsGrad.Maximum.BEFORE_CORRECTION),
                        .002625869516,
                        .002625870773),
                arguments(new NAdam(0.1f, 0.9f, 0.999f, 1e-8f, NAdam.Course.GROWING), 6.017949036e-07, 6.017947784e-07),
                arguments(
                        new RAdam(0.1f, 0.9f, 0.999f, 1e-8f, Epsilon.BEFORE_CORRECTION, 5, RAdam.Start.MOMENTUM),
                        -.01330347589,
                        -.0008014215268),
                arguments(new AdaMax(0.1f, 0.9f, 0.999f, 1e-8f), -.003325899061, -.003325899056),
                arguments(new AdaBelief(0.1f, 0.9f, 0.999f, 1e-16f), .0006045763523, .0006045763523),
                arguments(new ScheduleFreeSgd(0.1f, 0.9f, 0, 0, 0), -.03729586963, 0),
                arguments(new ScheduleFreeSgd(0.1f, 0.9f, 0, 5, 0), -.03840688367, 2.992734311e-05),
                arguments(new ScheduleFreeAdamW(0.1f, 0.9f, 0.999f, 1e-8f, 0.1f, 5, 0), .01538704398, .01538704256),
                arguments(new Sam(new Sgd(0.1f), 0.05f, false), 8.704731e-06, .05),
                arguments(new DAdaptationSgd(1, 0, 1e-6, 1e30), 7.4998e-05, 0),
                arguments(new Lookahead(new Sgd(0.05f), 5, 0.5f, Lookahead.View.SLOW), .09065666797, 1.7647e-06));
    }

    static Stream<Arguments> rosenbrock() {
        return Stream.of(
                arguments(new Sgd(1e-3f), 3.801889),
                arguments(new Momentum(1e-4f, 0.9f, 0, false), 3.7235096),
                arguments(new Nesterov(1e-4f, 0.9f), 3.7864537),
                arguments(new AdaGrad(0.1f, 0, 0, 1e-10f, false), 3.9996272),
                arguments(new AdaDelta(1, 0.9f, 1e-6f), 4.2501407),
                arguments(new RmsProp(0.01f, 0.99f, 0, false, 1e-8f, false, 0, false), 3.9197369),
                arguments(new Lion(0.01f, 0.9f, 0.99f, 0), 2.648736),
                arguments(new Rprop(0.01f, 0.5f, 1.2f, 1e-6f, 50), 3.1855968),
                arguments(new Adam(0.1f, 0.9f, 0.999f, 1e-8f, Epsilon.AFTER_CORRECTION, true), 2.9859755),
                arguments(new AdamW(0.1f, 0.9f, 0.999f, 1e-8f, Epsilon.AFTER_CORRECTION, 0.01f, true), 2.7366069),
                arguments(
                        new Chain(List.of(
                                new WeightDecay(0.01f, true),
                                new Adam(0.1f, 0.9f, 0.999f, 1e-8f, Epsilon.AFTER_CORRECTION, true))),
                        2.978722),
                arguments(new AmsGrad(0.1f, 0.9f, 0.999f, 1e-8f, AmsGrad.Maximum.BEFORE_CORRECTION), 2.9952405),
                arguments(new NAdam(0.1f, 0.9f, 0.999f, 1e-8f, NAdam.Course.GROWING), 2.3612324),
                arguments(new AdaMax(0.1f, 0.9f, 0.999f, 1e-8f), 3.9073465),
                arguments(new AdaBelief(0.1f, 0.9f, 0.999f, 1e-16f), 2.8869998));
    }

    @ParameterizedTest
    @MethodSource
    void bowl(Optimizer o, double x, double y) {
        float[] found = Trajectories.parametersAfter(100, new Bowl(), o);
        assertEquals(x, found[0], NEAR);
        assertEquals(y, found[1], NEAR);
    }

    @ParameterizedTest
    @MethodSource
    void rosenbrock(Optimizer o, double expected) {
        assertEquals(expected, after(100, o), CLOSE * expected);
    }

    private static double after(int steps, Optimizer o) {
        float[] found = Trajectories.parametersAfter(steps, new Rosenbrock(), o);
        return new Rosenbrock().value(new double[] {found[0], found[1]}, new double[2]);
    }

    /**
     * Results after a thousand steps. Trajectories near the minimum depend on rounding, so only their distance from it
     * is compared. RMSProp and NAdam are omitted: in double precision a change of 1e-12 at the start changes their
     * first digit.
     */
    static Stream<Arguments> thousand() {
        return Stream.of(
                arguments(new Sgd(1e-3f), .45352902, LOOSE),
                arguments(new Momentum(1e-4f, 0.9f, 0, false), .41984377, LOOSE),
                arguments(new Nesterov(1e-4f, 0.9f), .44320752, LOOSE),
                arguments(new AdaGrad(0.1f, 0, 0, 1e-10f, false), 1.5357754, LOOSE),
                arguments(new AdaDelta(1, 0.9f, 1e-6f), .40578933, 0.2),
                arguments(new Lion(0.01f, 0.9f, 0.99f, 0), .030496, 0.1),
                arguments(new Rprop(0.01f, 0.5f, 1.2f, 1e-6f, 50), .0042838295, 0.1),
                arguments(new Adam(0.1f, 0.9f, 0.999f, 1e-8f, Epsilon.AFTER_CORRECTION, true), 1.2426607e-05, 0.5),
                arguments(
                        new AdamW(0.1f, 0.9f, 0.999f, 1e-8f, Epsilon.AFTER_CORRECTION, 0.01f, true),
                        .0063295016,
                        LOOSE),
                arguments(
                        new Chain(List.of(
                                new WeightDecay(0.01f, true),
                                new Adam(0.1f, 0.9f, 0.999f, 1e-8f, Epsilon.AFTER_CORRECTION, true))),
                        .00029661939,
                        0.1),
                arguments(new AmsGrad(0.1f, 0.9f, 0.999f, 1e-8f, AmsGrad.Maximum.BEFORE_CORRECTION), .00016068638, 0.1),
                arguments(new AdaMax(0.1f, 0.9f, 0.999f, 1e-8f), .37575556, LOOSE),
                arguments(new AdaBelief(0.1f, 0.9f, 0.999f, 1e-16f), 6.1635983e-06, 0.5));
    }

    @ParameterizedTest
    @MethodSource
    void thousand(Optimizer o, double expected, double tolerance) {
        assertEquals(expected, after(1000, o), tolerance * expected);
    }
}
