package dev.engram.testkit.contract.optimizer;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Step;
import dev.engram.testkit.contract.BrokenComponent;
import dev.engram.testkit.contract.ComponentChecks;
import dev.engram.testkit.parts.HeavyBall;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

public class BrokenOptimizersTest {
    /** An optimizer that computes the step at one index. */
    private interface IndexwiseOptimizer extends Optimizer {
        float at(Step s, int i);

        @Override
        default void update(Step s) {
            for (int i = s.from(); i < s.to(); i++) {
                s.gradient()[i] = at(s, i);
            }
        }

        @Override
        default boolean elementwise() {
            return true;
        }
    }

    record SignWithoutZero(float rate) implements IndexwiseOptimizer {
        @Override
        public float at(Step s, int i) {
            return s.gradient()[i] > 0 ? rate : -rate;
        }
    }

    record WritesLater(float rate) implements IndexwiseOptimizer {
        @Override
        public float at(Step s, int i) {
            if (s.t() > 1) {
                s.theta()[i] -= rate * s.gradient()[i];
                return 0;
            }
            return rate * s.gradient()[i];
        }
    }

    record WritesOutsideItsRange(float rate) implements IndexwiseOptimizer {
        @Override
        public float at(Step s, int i) {
            int beyond = s.to() % s.gradient().length;
            s.gradient()[beyond] = s.from() == 0 ? s.gradient()[beyond] : 7;
            return rate * s.gradient()[i];
        }
    }

    /** Keeps state in a static field. */
    @Component("counts-calls")
    record CountsItsSteps(float rate) implements IndexwiseOptimizer {
        private static int calls;

        @Override
        public float at(Step s, int i) {
            calls++;
            return rate * s.gradient()[i] * (1 + calls % 7);
        }
    }

    record KeepsStateInItsField(float rate, float[] sum) implements IndexwiseOptimizer {
        @Override
        public float at(Step s, int i) {
            sum[i] = s.t() == 1 ? s.gradient()[i] : 0.9f * sum[i] + s.gradient()[i];
            return rate * sum[i];
        }
    }

    record FiltersNaN(float rate) implements IndexwiseOptimizer {
        @Override
        public float at(Step s, int i) {
            float g = s.gradient()[i];
            if (g > 0) {
                return rate;
            }
            return g < 0 ? -rate : 0;
        }
    }

    record HidesInfinity(float rate) implements IndexwiseOptimizer {
        @Override
        public float at(Step s, int i) {
            return rate * Math.min(s.gradient()[i], 1e30f);
        }
    }

    record UsesADotProduct(float rate) implements IndexwiseOptimizer {
        @Override
        public float at(Step s, int i) {
            return rate * s.gradient()[i] * (s.dot(s.theta(), s.theta()) > 0 ? 1 : 0);
        }
    }

    record CountsFromItsRange(float rate) implements IndexwiseOptimizer {
        @Override
        public float at(Step s, int i) {
            return rate * s.gradient()[i] / (1 + (i - s.from()) % 5);
        }
    }

    record DependsOnTheParameter(float rate) implements Optimizer {
        @Override
        public void update(Step s) {
            for (Parameter p : s.parameters()) {
                for (int i = p.from(); i < p.to(); i++) {
                    s.gradient()[i] *= rate / p.rows();
                }
            }
        }

        @Override
        public boolean elementwise() {
            return true;
        }
    }

    record DependsOnTheIndex(float rate) implements IndexwiseOptimizer {
        @Override
        public float at(Step s, int i) {
            return rate * s.gradient()[i] / (1 + i % 5);
        }
    }

    record OnlyItsFirstStepIsProportional(float rate) implements IndexwiseOptimizer {
        @Override
        public float at(Step s, int i) {
            float[] sum = s.slot("sum");
            sum[i] = 0.5f * sum[i] + s.gradient()[i];
            return rate * sum[i];
        }

        @Override
        public boolean proportional() {
            return true;
        }
    }

    record IgnoresRate(float rate) implements IndexwiseOptimizer {
        @Override
        public float at(Step s, int i) {
            return 0.01f * s.gradient()[i];
        }
    }

    record Ascends(float rate) implements IndexwiseOptimizer {
        @Override
        public float at(Step s, int i) {
            return -rate * s.gradient()[i];
        }
    }

    record AllocatesAnArray(float rate) implements Optimizer {
        @Override
        public void update(Step s) {
            float[] g = s.gradient().clone();
            for (int i = s.from(); i < s.to(); i++) {
                s.gradient()[i] = rate * g[i];
            }
        }
    }

    record SupportsNothing(float rate) implements IndexwiseOptimizer {
        @Override
        public float at(Step s, int i) {
            return rate * s.gradient()[i];
        }

        @Override
        public boolean supports(Parameter p) {
            return p.rows() > 1000;
        }
    }

    /** Its field has no line of documentation. */
    @Component("undocumented")
    public record Undocumented(@Hyper("0.1") float rate) implements Optimizer {
        @Override
        public void update(Step s) {}
    }

    /** Its name has a capital letter. */
    @Component("Shouting")
    public record BadName() implements Optimizer {
        @Override
        public void update(Step s) {}
    }

    /** Its default is outside its range. */
    @Component("out-of-range")
    public record OutOfRange(
            @Hyper(value = "1.2", range = "[0,1)", doc = "share kept")
            float keep) implements Optimizer {
        @Override
        public void update(Step s) {}
    }

    /** Its default is not a number. */
    @Component("unreadable")
    public record Unreadable(
            @Hyper(value = "soon", doc = "number of steps") int steps) implements Optimizer {
        @Override
        public void update(Step s) {}
    }

    /** Keeps state in a static list. */
    @Component("hoards")
    public record KeepsAStaticList() implements Optimizer {
        private static final List<Long> STEPS = new ArrayList<>();

        @Override
        public void update(Step s) {
            STEPS.add(s.t());
        }
    }

    /** Equal only to itself. */
    @Component("unequal")
    public record Unequal(
            @Hyper(value = "0.1", doc = "step length") float rate) implements Optimizer {
        @Override
        public void update(Step s) {}

        @Override
        public boolean equals(Object o) {
            return this == o;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    static Stream<BrokenComponent> broken() {
        return Stream.of(
                new BrokenComponent(ComponentChecks.RECORD, new Undocumented(0.1f)),
                new BrokenComponent(ComponentChecks.RECORD, new BadName()),
                new BrokenComponent(ComponentChecks.RECORD, new CountsItsSteps(0.1f)),
                new BrokenComponent(ComponentChecks.DEFAULTS, new OutOfRange(1)),
                new BrokenComponent(ComponentChecks.DEFAULTS, new Unreadable(1)),
                new BrokenComponent(ComponentChecks.NO_STATIC_STATE, new CountsItsSteps(0.1f)),
                new BrokenComponent(ComponentChecks.NO_STATIC_STATE, new KeepsAStaticList()),
                new BrokenComponent(ComponentChecks.EQUAL, new Unequal(0.1f)),
                new BrokenComponent(OptimizerChecks.ZERO_GRADIENT, new SignWithoutZero(0.1f)),
                new BrokenComponent(OptimizerChecks.READS, new WritesLater(0.1f)),
                new BrokenComponent(OptimizerChecks.READS, new WritesOutsideItsRange(0.1f)),
                new BrokenComponent(OptimizerChecks.REPEATS, new CountsItsSteps(0.01f)),
                new BrokenComponent(OptimizerChecks.RESUMES, new KeepsStateInItsField(0.01f, new float[100])),
                new BrokenComponent(OptimizerChecks.NAN_GRADIENT, new FiltersNaN(0.1f)),
                new BrokenComponent(OptimizerChecks.INFINITE_GRADIENT, new HidesInfinity(0.1f)),
                new BrokenComponent(ElementwiseChecks.ARRAYS_ONLY, new UsesADotProduct(0.1f)),
                new BrokenComponent(ElementwiseChecks.CHUNKS, new CountsFromItsRange(0.1f)),
                new BrokenComponent(ElementwiseChecks.SPLIT, new DependsOnTheParameter(0.1f)),
                new BrokenComponent(ElementwiseChecks.ORDER, new DependsOnTheIndex(0.1f)),
                new BrokenComponent(ProportionalChecks.PROPORTIONAL, new OnlyItsFirstStepIsProportional(0.1f)),
                new BrokenComponent(OptimizerChecks.ZERO_RATE, new IgnoresRate(0.1f)),
                new BrokenComponent(OptimizerChecks.DESCENDS, new Ascends(0.1f)),
                new BrokenComponent(OptimizerChecks.DESCENDS, new SupportsNothing(0.1f)),
                new BrokenComponent(OptimizerChecks.NO_ALLOCATION, new AllocatesAnArray(0.1f)));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void isCaught(BrokenComponent c) {
        c.verify();
    }

    @Test
    void everyCheckIsShownToFail() {
        BrokenComponent.assertEveryCheckFails(new HeavyBall(0.1f, 0.9f), broken());
    }
}
