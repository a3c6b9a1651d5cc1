package dev.engram.spi;

import java.util.Set;
import org.pf4j.ExtensionPoint;

/**
 * How a network learns: it turns a batch into a descent direction for every parameter, averaged over the batch and
 * oriented so that subtracting it learns. It never writes parameters; the optimizer decides how far to go.
 */
public interface LearningRule extends ExtensionPoint {
    /** What it cannot do without; checked before anything runs, and where it is missing the user is told. */
    default Set<Requirement> requirements() {
        return Set.of();
    }

    /** Is the result the gradient of the loss that {@link BoundRule#learn} returns? Line searches rely on it. */
    default boolean exactGradient() {
        return false;
    }

    /** Asks for memory and matrices, once. Throws {@link IncompatibleException} where {@link #requirements} cannot say why it does not fit. */
    BoundRule bind(Setup setup);
}
