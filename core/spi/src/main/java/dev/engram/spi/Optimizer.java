package dev.engram.spi;

import java.util.Set;
import org.pf4j.ExtensionPoint;

/**
 * Turns a gradient into a step. {@link #update} finds the gradient in {@code s.gradient()} and leaves there, in its
 * place, what is to be <em>subtracted</em> from the parameters; the trainer subtracts it. Two optimizers in a row are
 * therefore again an optimizer. All that it remembers lives in slots, so the record itself never changes.
 *
 * <p>A {@link Schedule} may stand in place of any of its numbers in a YAML file: the engine then makes a new record for
 * each step.
 */
public interface Optimizer extends ExtensionPoint {
    /**
     * One step. Reads {@code s.theta()} and never writes it; overwrites {@code s.gradient()} from {@code s.from()} to
     * {@code s.to() - 1} and nothing outside. A gradient that is no number is not to be hidden: what is left then is no number
     * either, and the engine ends the run as diverged. Throws {@link IncompatibleException} where it cannot go on, with the reason.
     */
    void update(Step s);

    /** Checked before anything runs. */
    default Set<Requirement> requirements() {
        return Set.of();
    }

    /** Can it step this parameter? Where it cannot, the run is refused. */
    default boolean supports(Parameter p) {
        return true;
    }

    /**
     * Does the step at i depend on nothing but position i of the arrays and the number of the step? Then the engine may
     * call {@link #update} several times in a step, for pieces that fit into the cache. Such an optimizer asks for no
     * scalars, dot products, evaluations, views or inner optimizers. The contract tests cut the arena to check it.
     */
    default boolean elementwise() {
        return false;
    }

    /**
     * Is the step of a parameter its gradient times one number, whatever came before? Rules whose own step matters (it is
     * normalised, or it is zero without a mistake) ask for that with {@link Requirement#PROPORTIONAL_STEP}. The number may differ
     * between parameters, and change by a schedule.
     */
    default boolean proportional() {
        return false;
    }

    /** One that is {@linkplain Optimizer#elementwise() elementwise} whatever its hyperparameters are. */
    interface Elementwise extends Optimizer {
        @Override
        default boolean elementwise() {
            return true;
        }
    }
}
