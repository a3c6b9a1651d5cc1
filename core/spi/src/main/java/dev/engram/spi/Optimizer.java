package dev.engram.spi;

import java.util.Set;
import org.pf4j.ExtensionPoint;

/**
 * An optimizer: turns a gradient into a step. {@link #update} reads the gradient from {@code s.gradient()} and
 * overwrites it with what is to be <em>subtracted</em> from the parameters. The engine subtracts it. A chain of two
 * optimizers is therefore an optimizer. All state is in the slots of {@link Step}; the record itself does not change.
 *
 * <p>In a suite, a {@link Schedule} may replace any number of an optimizer. The engine then creates a new record for
 * each step.
 */
public interface Optimizer extends ExtensionPoint {
    /**
     * Computes one step. Overwrites {@code s.gradient()} from {@code s.from()} to {@code s.to() - 1} and nothing else;
     * {@code s.theta()} is only read. If the gradient contains NaN, the step must contain NaN as well, so that the
     * engine ends the run as diverged. Throws {@link IncompatibleException} if the optimizer cannot continue.
     */
    void update(Step s);

    /** Returns what the optimizer needs. The engine checks it before anything runs, and reports what is missing. */
    default Set<Requirement> requirements() {
        return Set.of();
    }

    /** Returns whether the optimizer can update this parameter. If it cannot, the run is rejected. */
    default boolean supports(Parameter p) {
        return true;
    }

    /**
     * Returns whether the step at index i depends only on index i of the arrays and on the number of the step. The
     * engine may then call {@link #update} several times per step, for pieces that fit into the cache. Such an
     * optimizer uses only the arrays and slots of {@link Step}: no scalars, dot products, evaluations, other evaluation
     * points or inner optimizers.
     */
    default boolean elementwise() {
        return false;
    }

    /**
     * Returns whether the step of each parameter is its gradient times one number, regardless of earlier steps. The
     * number may differ between parameters and change with a schedule. Rules that compute the step themselves need it
     * ({@link Requirement#PROPORTIONAL_STEP}), for example if their step is normalised or zero for correct outputs.
     */
    default boolean proportional() {
        return false;
    }

    /** An optimizer that is always {@linkplain Optimizer#elementwise() elementwise}. */
    interface Elementwise extends Optimizer {
        @Override
        default boolean elementwise() {
            return true;
        }
    }
}
