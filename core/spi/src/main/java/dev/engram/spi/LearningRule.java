package dev.engram.spi;

import java.util.Set;
import org.pf4j.ExtensionPoint;

/**
 * How a network learns: it turns a batch into a descent direction for every parameter, averaged over the batch and
 * oriented so that subtracting it learns. It never writes parameters; the optimizer decides how far to go.
 */
public interface LearningRule extends ExtensionPoint {
  /** What it cannot do without; checked before anything runs, and where it is missing the user is told. */
  default Set<Need> needs() {
    return Set.of();
  }

  /** Is the result the gradient of the loss that {@link Session#learn} returns? Line searches rely on it. */
  default boolean exact() {
    return false;
  }

  /** Asks for memory and matrices, once. Throws {@link Misfit} where {@link #needs} cannot say why it does not fit. */
  Session open(Setup setup);
}
