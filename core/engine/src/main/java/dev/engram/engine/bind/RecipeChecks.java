package dev.engram.engine.bind;

import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.Problem;
import dev.engram.engine.yaml.Problems;
import dev.engram.engine.yaml.YamlNumbers;
import dev.engram.spi.IncompatibleException;
import java.util.ArrayList;
import java.util.List;

/** Checks of a recipe that need the number of steps: the values of its schedules. */
public final class RecipeChecks {
    /**
     * The most steps that are checked. A longer training is sampled evenly, and searched more finely where a sample
     * fails.
     */
    private static final long MAX_SAMPLES = 100_000;

    private RecipeChecks() {}

    /**
     * Returns the first step at which a schedule leaves the range of its field, or at which the component rejects its
     * value.
     */
    public static List<Problem> check(Recipe<?> recipe, long total) {
        Problems problems = new Problems();
        if (recipe.constant() || !(recipe instanceof BoundRecipe<?> boundRecipe)) {
            return problems.list();
        }
        List<Value.Scheduled> scheduled = new ArrayList<>();
        boundRecipe.scheduled(scheduled);
        scheduled.forEach(s -> first(total, t -> outside(s, t, total), s.location(), s.path(), problems));
        List<BoundRecipe<?>> changing = new ArrayList<>();
        boundRecipe.timeVarying(changing);
        for (BoundRecipe<?> b : changing) {
            if (problems.isEmpty()) {
                first(total, t -> rejected(b, t, total), b.location(), b.path(), problems);
            }
        }
        return problems.list();
    }

    /** A check of one step. */
    @FunctionalInterface
    private interface StepCheck {
        String at(long t);
    }

    private static void first(long total, StepCheck check, Location location, String path, Problems problems) {
        long stride = Math.max(1, total / MAX_SAMPLES);
        for (long t = 0; t < total; t = next(t, stride, total)) {
            if (check.at(t) != null) {
                long bad = Math.max(0, t - stride + 1);
                while (check.at(bad) == null) {
                    bad++;
                }
                problems.add(location, path, check.at(bad) + " at step " + (bad + 1) + " of " + total);
                return;
            }
        }
    }

    /** Returns the next sample; the last step is always a sample. */
    private static long next(long t, long stride, long total) {
        return t == total - 1 ? total : Math.min(t + stride, total - 1);
    }

    private static String outside(Value.Scheduled s, long t, long total) {
        String name = s.schedule().entry().name();
        try {
            double x = s.number(t, total);
            return s.allows(x)
                    ? null
                    : name + " gives " + YamlNumbers.format(x) + ", which is outside " + s.range() + ",";
        } catch (IncompatibleException | IllegalArgumentException | ArithmeticException e) {
            return name + " does not give a number (" + e.getMessage() + ")";
        }
    }

    private static String rejected(BoundRecipe<?> boundRecipe, long t, long total) {
        try {
            boundRecipe.at(t, total);
            return null;
        } catch (IncompatibleException e) {
            return e.getMessage() + ",";
        }
    }
}
