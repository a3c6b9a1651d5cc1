package dev.engram.engine.step;

import dev.engram.engine.matrix.Arena;
import dev.engram.spi.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * Weights of the network that a learning rule gives no gradient, found in the dry run. None are named if another weight
 * matrix is zero, because then a gradient can vanish on its way, or if no weight has a gradient in this batch.
 */
final class UntrainedWeights {
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

    /**
     * Returns the names of those of which the update of an optimizer shrinks every number, although its gradient was
     * zero.
     */
    List<String> shrunkByUpdate() {
        return found.isEmpty()
                ? List.of()
                : found.stream().filter(this::isShrunk).map(Parameter::name).toList();
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
