package dev.engram.engine.run;

import dev.engram.spi.Optimizer;
import java.util.Objects;

/** An optimizer whose hyperparameters may follow schedules: the only component that changes during a run. */
public record ResolvedOptimizer(String name, OptimizerSchedule schedule) {
    public ResolvedOptimizer {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(schedule, "schedule");
    }

    /** An optimizer for each step. */
    @FunctionalInterface
    public interface OptimizerSchedule {
        /** Returns the optimizer for the step after {@code t} of {@code total} steps. */
        Optimizer at(long t, long total);
    }

    /** Returns an optimizer that is the same at every step. */
    public static ResolvedOptimizer of(String name, Optimizer optimizer) {
        return new ResolvedOptimizer(name, new ConstantSchedule(optimizer));
    }

    /** Returns an optimizer that is the same at every step, under its catalog name. */
    public static ResolvedOptimizer of(Optimizer optimizer) {
        return of(NamedComponent.of(optimizer).name(), optimizer);
    }

    /** Returns the optimizer of the first step, for questions that no schedule affects. */
    public Optimizer first() {
        return schedule.at(0, 1);
    }

    private record ConstantSchedule(Optimizer optimizer) implements OptimizerSchedule {
        ConstantSchedule {
            Objects.requireNonNull(optimizer, "optimizer");
        }

        @Override
        public Optimizer at(long t, long total) {
            return optimizer;
        }
    }
}
