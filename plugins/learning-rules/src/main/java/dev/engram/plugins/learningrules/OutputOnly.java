package dev.engram.plugins.learningrules;

import dev.engram.spi.BoundRule;
import dev.engram.spi.Component;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Requirement;
import dev.engram.spi.Setup;
import java.util.Set;

/**
 * A control: the last layer learns by its true gradient, and all layers below keep their initial random weights. A
 * rule that is not better than this does not learn hidden features. Weight decay of the optimizer would shrink the
 * layers below to nothing in a long run, so give this control an optimizer without it.
 *
 * <pre>
 * G_L = D_L' H_{L-1} / B;   G_l = 0 below
 * </pre>
 */
@Component("output-only")
public record OutputOnly() implements LearningRule {
    @Override
    public Set<Requirement> requirements() {
        return Set.of(Requirement.OUTPUT_LAYER, Requirement.LOSS_SLOPE);
    }

    @Override
    public BoundRule bind(Setup setup) {
        return setup.backward((layer, batch) -> null);
    }
}
