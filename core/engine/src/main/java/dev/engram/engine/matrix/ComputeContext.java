package dev.engram.engine.matrix;

import dev.engram.engine.parallel.Products;
import dev.engram.engine.parallel.ThreadTeam;

/** What all matrices of a run share. One per run, used by one thread. */
public final class ComputeContext {
    /** The cost of the run so far. */
    private final OperationCounter operations = new OperationCounter();
    /** The matrix products, with their working memory. */
    private final Products products;
    /** The observer of the batch that the rule is learning from; null in training. */
    private RuleObserver observer;

    /** A context whose products are not divided. */
    public ComputeContext() {
        this(ThreadTeam.SINGLE);
    }

    /** @param team the threads that share large products */
    public ComputeContext(ThreadTeam team) {
        products = new Products(team);
    }

    public OperationCounter operations() {
        return operations;
    }

    public Products products() {
        return products;
    }

    public RuleObserver observer() {
        return observer;
    }

    /** Attaches an observer; null detaches it. */
    public void observe(RuleObserver next) {
        observer = next;
    }
}
