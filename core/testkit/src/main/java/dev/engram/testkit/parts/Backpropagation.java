package dev.engram.testkit.parts;

import dev.engram.spi.BoundRule;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Requirement;
import dev.engram.spi.Setup;
import java.util.Set;

/** Back-propagation: the gradient of the loss. */
public record Backpropagation() implements LearningRule {
    @Override
    public Set<Requirement> requirements() {
        return Set.of(Requirement.OUTPUT_LAYER, Requirement.SLOPES);
    }

    @Override
    public boolean exactGradient() {
        return true;
    }

    @Override
    public BoundRule bind(Setup setup) {
        return setup.backward((layer, batch) -> layer.weights());
    }
}
