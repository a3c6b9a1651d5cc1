package dev.engram.engine.network;

import dev.engram.engine.kernel.Workspace;

/** What all matrices of a run share. One per run, used by one thread. */
public final class ComputeContext {
    /** The cost of the run so far. */
    final OperationCounter operations = new OperationCounter();
    /** The working memory of the matrix products. */
    final Workspace workspace = new Workspace();
    /** The observer of the batch that the rule is learning from; null in training. */
    RuleObserver observer;
}
