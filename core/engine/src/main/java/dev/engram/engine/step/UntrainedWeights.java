package dev.engram.engine.step;

import dev.engram.engine.matrix.Arena;
import dev.engram.spi.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * Weights of the network that a learning rule gives no gradient, found in the dry run. None are named if another weight
 * matrix is zero, because then a gradient can vanish on its way, or if no weight has a gradient in the first batch.
 */
final class UntrainedWeights {
    /** A batch of one example whose inputs are zero, or for which all units are off, is rarely one of eight such. */
    private static final int STEPS = 8;

    private final Arena arena;
    private final List<Parameter> found;

    private UntrainedWeights(Arena arena, List<Parameter> found) {
        this.arena = arena;
        this.found = found;
    }

    /** Looks at the gradient of the rule. */
    static UntrainedWeights of(Arena arena) {
        List<Parameter> untrained = new ArrayList<>();
        int weights = 0;
        boolean anyZero = false;
        for (Parameter p : arena.parameters()) {
            if (p.isWeight()) {
                weights++;
                anyZero |= isZero(arena.theta(), p);
                if (isZero(arena.gradient(), p)) {
                    untrained.add(p);
                }
            }
        }
        boolean doubtful = untrained.size() == weights || anyZero;
        return new UntrainedWeights(arena, doubtful ? List.of() : untrained);
    }

    /** Returns those of which the update of an optimizer shrinks every number, although its gradient was zero. */
    UntrainedWeights shrunkByUpdate() {
        return new UntrainedWeights(arena, found.stream().filter(this::isShrunk).toList());
    }

    /**
     * Returns those that have no gradient in any of the first steps, in which the parameters stay the same and the
     * state of the rule changes.
     */
    UntrainedWeights inFirstSteps(GradientSource source) {
        List<Parameter> left = found;
        for (int step = 1; step <= STEPS && !left.isEmpty(); step++) {
            source.beginStep(step);
            source.computeGradient();
            left = left.stream().filter(p -> isZero(arena.gradient(), p)).toList();
        }
        return new UntrainedWeights(arena, left);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    List<String> names() {
        return found.stream().map(Parameter::name).toList();
    }

    private boolean isShrunk(Parameter p) {
        float[] update = arena.gradient(), th = arena.theta();
        for (int i = p.from(); i < p.to(); i++) {
            if (Math.signum(update[i]) != Math.signum(th[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isZero(float[] a, Parameter p) {
        for (int i = p.from(); i < p.to(); i++) {
            if (a[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
