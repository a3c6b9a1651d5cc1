package dev.engram.plugins.schedules;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Schedule;

/**
 * Falls as one over the time: the classical step size of stochastic approximation.
 *
 * <pre>
 *   value(t) = start / (1 + t / half),  t = 0, 1, 2, ... steps made so far
 * </pre>
 *
 * At t = half it is start/2. The sum over all steps is infinite and that of the squares finite, which is
 * what makes stochastic approximation converge.
 *
 * <p>Robbins and Monro 1951, A stochastic approximation method.
 */
@Component("inverse-time")
public record InverseTime(
    @Hyper(doc = "value of the first step") double start,
    @Hyper(range = "(0,inf)", doc = "training steps after which half is left") double half)
    implements Schedule {
  @Override
  public double at(long t, long total) {
    return start / (1 + t / half);
  }
}
