package dev.engram.engine.run;

/**
 * The cost of a run's training. Evaluation and testing are not counted.
 *
 * @param steps steps made
 * @param examples examples seen, counted each time
 * @param seconds wall-clock time; the only number here that differs between machines
 * @param multiplyAdds multiply-adds in the rule's matrix products
 * @param stateBytes memory that the rule and the optimizer keep from step to step, without the network's parameters
 */
public record Cost(long steps, long examples, double seconds, long multiplyAdds, long stateBytes) {}
