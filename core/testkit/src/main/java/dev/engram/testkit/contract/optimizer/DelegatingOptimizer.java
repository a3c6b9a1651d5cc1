package dev.engram.testkit.contract.optimizer;

import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Requirement;
import dev.engram.spi.Step;
import java.util.Set;

/** An optimizer that forwards to another; subclasses observe or change its steps. */
class DelegatingOptimizer implements Optimizer {
    final Optimizer delegate;

    DelegatingOptimizer(Optimizer delegate) {
        this.delegate = delegate;
    }

    @Override
    public void update(Step s) {
        delegate.update(s);
    }

    @Override
    public Set<Requirement> requirements() {
        return delegate.requirements();
    }

    @Override
    public boolean supports(Parameter p) {
        return delegate.supports(p);
    }
}
