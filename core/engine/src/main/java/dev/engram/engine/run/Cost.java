package dev.engram.engine.run;

/**
 * What a run's training took; measuring and testing are not counted.
 *
 * @param examples seen in training, counted each time
 * @param seconds by the wall clock; the only number here that differs from one machine to the next
 * @param multiplyAdds of the rule's matrix products
 * @param stateBytes kept from step to step beside the network's parameters, by the rule (matrices of its own, memory)
 *     and by the optimizer
 */
public record Cost(long steps, long examples, double seconds, long multiplyAdds, long stateBytes) {}
