package dev.engram.engine.suite;

import dev.engram.engine.run.DataSettings;
import dev.engram.spi.Activation;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Initialiser;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Schedule;
import dev.engram.spi.Step;
import java.util.List;

/** Optimizers and schedules that have settings and do nothing. */
public final class ToyOptimizers {
    private ToyOptimizers() {}

    @Component("sgd")
    public record Sgd(
            @Hyper(value = "0.01", range = "[0,inf)") float rate,
            @Hyper(value = "0", range = "[0,1)") float momentum) implements Optimizer {
        @Override
        public void update(Step s) {}
    }

    @Component("adam")
    public record Adam(
            @Hyper(value = "0.001", range = "[0,inf)") float rate,
            @Hyper(value = "0.9", range = "[0,1)") float beta1,
            @Hyper(value = "0.999", range = "[0,1)") float beta2,
            @Hyper(value = "1e-8", range = "(0,inf)") float epsilon)
            implements Optimizer {
        @Override
        public void update(Step s) {}
    }

    @Component("chain")
    public record Chain(@Hyper List<Optimizer> links) implements Optimizer {
        public Chain {
            if (links.isEmpty()) {
                throw new IncompatibleException("a chain needs at least one optimizer");
            }
        }

        @Override
        public void update(Step s) {}
    }

    @Component("lookahead")
    public record Lookahead(
            @Hyper(value = "5", range = "[1,inf)") int every,
            @Hyper(value = "0.5", range = "[0,1]") float pull,
            @Hyper("sgd") Optimizer fast)
            implements Optimizer {
        @Override
        public void update(Step s) {}
    }

    /** An optimizer with a check that ranges cannot express. */
    @Component("clamp")
    public record Clamp(@Hyper("-1") float low, @Hyper("1") float high) implements Optimizer {
        public Clamp {
            if (low > high) {
                throw new IllegalArgumentException("low is above high");
            }
        }

        @Override
        public void update(Step s) {}
    }

    /** An optimizer with a field of each type. */
    @Component("odd")
    public record Odd(
            @Hyper("true") boolean flag,
            @Hyper("3000000000") long big,
            @Hyper("1e-3") double exact,
            @Hyper("plain words") String text,
            @Hyper("one-hot") DataSettings.Coding coding,
            @Hyper("[1, 2.5]") List<Float> list,
            @Hyper(value = "inf", range = "(0,inf]") float limit,
            @Hyper("[tanh]") List<Activation> shapes)
            implements Optimizer {
        @Override
        public void update(Step s) {}
    }

    @Component("careless")
    public record Careless(
            @Hyper(value = "2", range = "[0,1]") float share,
            @Hyper(value = "glorot") Initialiser first) implements Optimizer {
        @Override
        public void update(Step s) {}
    }

    @Component("constant")
    public record ToyConstant(@Hyper double value) implements Schedule {
        @Override
        public double at(long t, long total) {
            return value;
        }
    }

    /** A straight line, which may leave any range. */
    @Component("linear")
    public record Linear(
            @Hyper("0.1") double start, @Hyper("0") double end) implements Schedule {
        @Override
        public double at(long t, long total) {
            return start + (end - start) * t / Math.max(1, total - 1);
        }
    }

    @Component("warmup")
    public record Warmup(
            @Hyper(range = "[1,inf)") long steps, @Hyper Schedule then) implements Schedule {
        @Override
        public double at(long t, long total) {
            return then.at(t, total) * Math.min(1, (t + 1) / (double) steps);
        }
    }
}
