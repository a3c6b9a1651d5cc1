package dev.engram.testkit.contract.rule;

import dev.engram.spi.Activations;
import dev.engram.spi.Batch;
import dev.engram.spi.BoundRule;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Requirement;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;
import java.util.Set;

/** A rule that trains only the last layer and needs what most rules need; broken rules change one thing in it. */
interface TypicalRule extends LearningRule {
    Set<Requirement> USUAL = Set.of(Requirement.OUTPUT_LAYER, Requirement.SLOPES);

    @Override
    default Set<Requirement> requirements() {
        return USUAL;
    }

    /** Trains the last layer by its gradient; each broken rule changes the error first. */
    static BoundRule last(Setup setup, ErrorChange errorChange) {
        Activations[] pass = setup.activationsPerLayer();
        int top = pass.length - 1;
        Scratch d = setup.perExample(setup.targets());
        return batch -> {
            setup.network().forward(batch.inputs(), pass);
            double loss = setup.loss().valueAndError(pass[top], batch.targets(), d);
            errorChange.on(d, batch);
            setup.network().layer(top).credit(d, pass[top]);
            return loss;
        };
    }

    /** A change of the error of the last layer before the gradient is computed from it. */
    interface ErrorChange {
        void on(Scratch d, Batch batch);
    }
}
