package dev.engram.engine.matrix;

import dev.engram.engine.kernel.Workspace;

/** What all matrices of a run share. One per run, used by one thread. */
public final class ComputeContext {
    /** The cost of the run so far. */
    private final OperationCounter operations = new OperationCounter();
    /** The working memory of the matrix products. */
    private final Workspace workspace = new Workspace();
    /** The observer of the batch that the rule is learning from; null in training. */
    private RuleObserver observer;

    public OperationCounter operations() {
        return operations;
    }

    public Workspace workspace() {
        return workspace;
    }

    public RuleObserver observer() {
        return observer;
    }

    /** Attaches an observer; null detaches it. */
    public void observe(RuleObserver next) {
        observer = next;
    }
}
