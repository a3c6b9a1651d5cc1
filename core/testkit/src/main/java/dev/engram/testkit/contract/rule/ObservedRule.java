package dev.engram.testkit.contract.rule;

import dev.engram.spi.BoundRule;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Requirement;
import dev.engram.spi.Setup;
import java.util.Set;
import java.util.function.Consumer;

/** A rule that passes each bound rule to an observer. */
record ObservedRule(LearningRule delegate, Consumer<BoundRule> observer) implements LearningRule {
    @Override
    public Set<Requirement> requirements() {
        return delegate.requirements();
    }

    @Override
    public boolean exactGradient() {
        return delegate.exactGradient();
    }

    @Override
    public BoundRule bind(Setup setup) {
        BoundRule bound = delegate.bind(setup);
        observer.accept(bound);
        return bound;
    }
}
