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

/** Steps 1, 2, 3 and 10 of the family of Adam on two landscapes against reference values. */
class AdamTrajectoriesTest {
    static Stream<Arguments> bowl() {
        return Stream.of(
                arguments(
                        new Adam(0.1f, 0.9f, 0.999f, 1e-8f, Epsilon.AFTER_CORRECTION, true),
                        points(
                                .900000001,
                                .9000000001,
                                .8004122297,
                                .8004122279,
                                .7015862745,
                                .7015862717,
                                .07624916062,
                                .0762491516)),
                arguments(
                        new AdamW(0.1f, 0.9f, 0.999f, 1e-8f, Epsilon.AFTER_CORRECTION, 0.1f, true),
                        points(
                                .890000001,
                                .8900000001,
                                .781571857,
                                .7815718551,
                                .6751012232,
                                .6751012204,
                                .03360555596,
                                .03360554741)),
                arguments(
                        new AmsGrad(0.1f, 0.9f, 0.999f, 1e-8f, AmsGrad.Maximum.BEFORE_CORRECTION),
                        points(
                                .900000001,
                                .9000000001,
                                .8004122297,
                                .8004122279,
                                .7015862745,
                                .7015862717,
                                .07624916062,
                                .0762491516)),
                arguments(
                        new NAdam(0.1f, 0.9f, 0.999f, 1e-8f, NAdam.Course.GROWING),
                        points(
                                .8943548232,
                                .8943548223,
                                .8199730715,
                                .8199730699,
                                .7527292676,
                                .7527292654,
                                .3233640226,
                                .3233640169)),
                arguments(
                        new RAdam(0.1f, 0.9f, 0.999f, 1e-8f, Epsilon.BEFORE_CORRECTION, 5, RAdam.Start.MOMENTUM),
                        points(.9, 0, .8052631579, -.4736842105, .7157700524, -.5977859779, .5347475947, -.3127263655)),
                arguments(
                        new AdaMax(0.1f, 0.9f, 0.999f, 1e-8f),
                        points(
                                .900000001,
                                .9000000001,
                                .8051683281,
                                .8051683264,
                                .7154994747,
                                .7154994723,
                                .2287922132,
                                .2287922081)),
                arguments(
                        new AdaBelief(0.1f, 0.9f, 0.999f, 1e-16f),
                        points(
                                .8888888889,
                                .8888888889,
                                .772729092,
                                .772729092,
                                .6523053662,
                                .6523053662,
                                -.1274088511,
                                -.1274088511)));
    }

    static Stream<Arguments> rosenbrock() {
        return Stream.of(
                arguments(
                        new Adam(0.1f, 0.9f, 0.999f, 1e-8f, Epsilon.AFTER_CORRECTION, true),
                        points(
                                -1.1,
                                1.1,
                                -1.017259583,
                                1.183059753,
                                -.9709867584,
                                1.224218056,
                                -1.098904105,
                                1.019285882)),
                arguments(
                        new AdamW(0.1f, 0.9f, 0.999f, 1e-8f, Epsilon.AFTER_CORRECTION, 0.01f, true),
                        points(
                                -1.0988,
                                1.099,
                                -1.015152952,
                                1.18076395,
                                -.9682499222,
                                1.220256754,
                                -1.091279845,
                                1.004406836)),
                arguments(
                        new Chain(List.of(
                                new WeightDecay(0.01f, true),
                                new Adam(0.1f, 0.9f, 0.999f, 1e-8f, Epsilon.AFTER_CORRECTION, true))),
                        points(
                                -1.1,
                                1.1,
                                -1.017257589,
                                1.183054665,
                                -.9709785573,
                                1.224196629,
                                -1.098825526,
                                1.019123807)),
                arguments(
                        new AmsGrad(0.1f, 0.9f, 0.999f, 1e-8f, AmsGrad.Maximum.BEFORE_CORRECTION),
                        points(
                                -1.1,
                                1.1,
                                -1.017259583,
                                1.183059753,
                                -.9709867584,
                                1.224218056,
                                -1.098904105,
                                1.019285882)),
                arguments(
                        new NAdam(0.1f, 0.9f, 0.999f, 1e-8f, NAdam.Course.GROWING),
                        points(
                                -1.094354822,
                                1.105645178,
                                -1.067068679,
                                1.133208782,
                                -1.055829094,
                                1.142522089,
                                -1.047654784,
                                1.114260274)),
                arguments(
                        new AdaMax(0.1f, 0.9f, 0.999f, 1e-8f),
                        points(
                                -1.1,
                                1.1,
                                -1.039730767,
                                1.160586903,
                                -1.006636977,
                                1.192170767,
                                -1.052593702,
                                1.10154219)),
                arguments(
                        new AdaBelief(0.1f, 0.9f, 0.999f, 1e-16f),
                        points(
                                -1.088888889,
                                1.111111111,
                                -1.000589799,
                                1.199368403,
                                -.9610111989,
                                1.23108382,
                                -1.097116786,
                                1.00851674)));
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
