package dev.engram.plugins.optimizers;

import static dev.engram.plugins.optimizers.Trajectories.assertTrajectory;
import static dev.engram.plugins.optimizers.Trajectories.points;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.engram.spi.Optimizer;
import dev.engram.testkit.parts.Bowl;
import dev.engram.testkit.parts.Rosenbrock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps 1, 2, 3 and 10 of the classical methods and of Lion on two landscapes against reference values. */
class ClassicalTrajectoriesTest {
    static Stream<Arguments> bowl() {
        return Stream.of(
                arguments(new Sgd(0.1f), points(.9, 0, .81, 0, .729, 0, .3486784401, 0)),
                arguments(
                        new Momentum(0.05f, 0.9f, 0, false),
                        points(.95, .5, .8575, -.2, .731375, -.73, -.3109229107, .087724768)),
                arguments(
                        new Momentum(0.05f, 0.9f, 0.9f, false),
                        points(.95, .5, .90025, .025, .85097375, -.40375, .5332695052, -1.300931052)),
                arguments(
                        new Nesterov(0.05f, 0.9f),
                        points(.905, .05, .778525, -.4025, .631462625, -.404875, -.2619924534, -.01629845931)),
                arguments(
                        new Chain(List.of(new WeightDecay(0.1f, true), new Sgd(0.1f))),
                        points(.89, -.01, .7921, .0001, .704969, -1e-06, .3118171993, 1e-20)),
                arguments(
                        new AdaGrad(0.5f, 0, 0, 1e-10f, false),
                        points(
                                .5000000001,
                                .5,
                                .2763932023,
                                .2763932023,
                                .1563987361,
                                .156398736,
                                .003105603449,
                                .003105603447)),
                arguments(
                        new AdaGrad(0.5f, 0.1f, 0.1f, 1e-10f, false),
                        points(
                                .5232687054,
                                .5002498127,
                                .3203422251,
                                .2969709462,
                                .2104930951,
                                .190055408,
                                .02660542823,
                                .02110882008)),
                arguments(
                        new AdaDelta(1, 0.9f, 1e-6f),
                        points(
                                .9968377382,
                                .9968377225,
                                .9935981984,
                                .9935981663,
                                .9903090828,
                                .9903090338,
                                .9665971864,
                                .9665970135)),
                arguments(
                        new RmsProp(0.01f, 0.99f, 0, false, 1e-8f, false, 0, false),
                        points(
                                .90000001,
                                .900000001,
                                .8329179753,
                                .8329179621,
                                .779982282,
                                .7799822663,
                                .5498911317,
                                .5498911089)),
                arguments(
                        new RmsProp(0.01f, 0.99f, 0, true, 1e-8f, false, 0, false),
                        points(
                                .8994962286,
                                .8994962195,
                                .8317593871,
                                .8317593738,
                                .7780684196,
                                .7780684037,
                                .54141379,
                                .5414137665)),
                arguments(
                        new RmsProp(0.01f, 0.99f, 0.9f, false, 1e-8f, false, 0, false),
                        points(
                                .90000001,
                                .900000001,
                                .7429179843,
                                .742917963,
                                .5529149532,
                                .552914919,
                                -.5358571887,
                                -.5358572283)),
                arguments(
                        new Rprop(0.01f, 0.5f, 1.2f, 1e-6f, 50),
                        points(.99, .99, .978, .978, .9636, .9636, .7404131789, .7404131789)),
                arguments(new Lion(0.01f, 0.9f, 0.99f, 0), points(.99, .99, .98, .98, .97, .97, .9, .9)),
                arguments(
                        new Lion(0.01f, 0.9f, 0.99f, 0.1f),
                        points(.989, .989, .978011, .978011, .967032989, .967032989, .8904936823, .8904936823)));
    }

    static Stream<Arguments> rosenbrock() {
        return Stream.of(
                arguments(
                        new Sgd(1e-3f),
                        points(
                                -.9844,
                                1.088,
                                -1.027271567,
                                1.064208672,
                                -1.026883068,
                                1.062424312,
                                -1.021411334,
                                1.051262267)),
                arguments(
                        new Momentum(1e-4f, 0.9f, 0, false),
                        points(
                                -1.17844,
                                1.0088,
                                -1.140691756,
                                1.024318417,
                                -1.093657754,
                                1.043822177,
                                -.9152165628,
                                1.105194143)),
                arguments(
                        new Nesterov(1e-4f, 0.9f),
                        points(
                                -1.159036,
                                1.01672,
                                -1.111978923,
                                1.036260489,
                                -1.065920887,
                                1.055576321,
                                -.9653037972,
                                1.083747607)),
                arguments(
                        new AdaGrad(0.1f, 0, 0, 1e-10f, false),
                        points(
                                -1.1,
                                1.1,
                                -1.076298158,
                                1.124253563,
                                -1.067829852,
                                1.131765033,
                                -1.058767182,
                                1.127260889)),
                arguments(
                        new AdaDelta(1, 0.9f, 1e-6f),
                        points(
                                -1.196837722,
                                1.003162278,
                                -1.193634824,
                                1.006368454,
                                -1.190433399,
                                1.009577549,
                                -1.169113197,
                                1.031081632)),
                arguments(
                        new RmsProp(0.01f, 0.99f, 0, false, 1e-8f, false, 0, false),
                        points(
                                -1.1,
                                1.1,
                                -1.076185508,
                                1.124368509,
                                -1.06770474,
                                1.131874277,
                                -1.058616535,
                                1.12694674)),
                arguments(new Lion(0.01f, 0.9f, 0.99f, 0), points(-1.19, 1.01, -1.18, 1.02, -1.17, 1.03, -1.1, 1.1)),
                arguments(
                        new Rprop(0.01f, 0.5f, 1.2f, 1e-6f, 50),
                        points(-1.19, 1.01, -1.178, 1.022, -1.1636, 1.0364, -1.052925056, 1.147074944)));
    }

    @ParameterizedTest
    @MethodSource
    void bowl(Optimizer o, double[] expected) {
        assertTrajectory(new Bowl(), o, expected);
    }

    @ParameterizedTest
    @MethodSource
    void rosenbrock(Optimizer o, double[] expected) {
        assertTrajectory(new Rosenbrock(), o, expected);
    }
}
