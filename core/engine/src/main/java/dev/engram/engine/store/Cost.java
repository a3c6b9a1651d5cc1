package dev.engram.engine.store;

/**
 * What a run took.
 *
 * @param examples seen in training, counted each time
 * @param seconds by the wall clock; the only number here that differs from one machine to the next
 * @param stateBytes memory of parameters and of the state of rule and optimizer
 */
public record Cost(long steps, long examples, double seconds, long multiplyAdds, long stateBytes) {}
