package dev.engram.plugins.schedules;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Schedule;

/**
 * A decay as the inverse of the step: the classical step size of stochastic approximation.
 *
 * <pre>
 *   value(t) = start / (1 + t / half)^power,  t = 0, 1, 2, ... steps made so far
 * </pre>
 *
 * With power 1 it is start/2 at t = half. The sum over all steps is infinite and, for powers above 1/2, the sum of
 * squares is finite, which makes stochastic approximation converge. The learning rate a / (A + k)^0.602 of SPSA (k =
 * t + 1) is {@code {start: a / (A + 1)^0.602, half: A + 1, power: 0.602}}, with numbers in place of the expressions.
 *
 * <p>Robbins and Monro 1951, A stochastic approximation method; the power of SPSA: Spall 1998.
 */
@Component("inverse-time")
public record InverseTime(
        @Hyper(doc = "initial value") double start,

        @Hyper(range = "(0,inf)", doc = "training steps until the value is halved (with power 1)")
        double half,

        @Hyper(value = "1", range = "(0,1]", doc = "exponent of the decay; smaller: slower")
        double power)
        implements Schedule {
    @Override
    public double at(long t, long total) {
        return start / StrictMath.pow(1 + t / half, power); // with power 1 the result is exact
    }
}
