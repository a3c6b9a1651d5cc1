package dev.engram.plugins.schedules;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Schedule;

/**
 * Falls as one over the time: the classical step size of stochastic approximation.
 *
 * <pre>
 *   value(t) = start / (1 + t / half)^power,  t = 0, 1, 2, ... steps made so far
 * </pre>
 *
 * With power 1 it is start/2 at t = half. The sum over all steps is infinite and, for powers above 1/2, that of the
 * squares finite, which is what makes stochastic approximation converge. The rate a / (A + k)^0.602 of SPSA (k = t + 1)
 * is {@code {start: a / (A + 1)^0.602, half: A + 1, power: 0.602}}, with the numbers worked out.
 *
 * <p>Robbins and Monro 1951, A stochastic approximation method; the power of SPSA: Spall 1998.
 */
@Component("inverse-time")
public record InverseTime(
        @Hyper(doc = "value of the first step") double start,

        @Hyper(range = "(0,inf)", doc = "training steps after which half is left (with power 1)")
        double half,

        @Hyper(value = "1", range = "(0,1]", doc = "less: a slower fall")
        double power)
        implements Schedule {
    @Override
    public double at(long t, long total) {
        return start / StrictMath.pow(1 + t / half, power); // a power of 1 changes no bit
    }
}
