package dev.engram.engine.store;

/**
 * What a run cost.
 *
 * @param seconds of training, without evaluation: the only number here that is not the same everywhere
 * @param multiplyAdds of the training's matrix products
 * @param stateBytes memory of rule and optimizer beside the network
 */
public record Cost(long steps, long examples, double seconds, long multiplyAdds, long stateBytes) {}
