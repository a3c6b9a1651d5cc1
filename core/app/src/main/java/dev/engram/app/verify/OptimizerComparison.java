package dev.engram.app.verify;

import dev.engram.app.verify.Finding.Status;
import dev.engram.engine.config.RunSpec;
import dev.engram.engine.matrix.Arena;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.step.GradientSource;
import dev.engram.engine.step.Stepper;
import dev.engram.engine.suite.SuiteReader;
import dev.engram.engine.train.Runner;
import dev.engram.engine.yaml.InvalidInputException;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Landscape;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter.Tag;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** Compares an optimizer with well-known ones: its final values on two functions, and the cost of a step. */
public final class OptimizerComparison {
    private static final String BASELINE = "sgd";
    private static final double BASELINE_RATE = 0.1;
    private static final String COST_BASELINE = "adam";
    private static final int STEPS = 2000;
    /** Factors of the default rate, because the rate that suits a function depends on the method. */
    private static final List<Double> RATE_FACTORS = List.of(1.0, 100.0, 10.0, 0.1, 0.01, 0.001);

    private static final int SIDE = 256;
    private static final int ROUNDS = 30;
    private static final long ROUND_NANOS = 20_000_000;

    private final SuiteReader reader;
    private final Runner runner;

    @Inject
    public OptimizerComparison(SuiteReader reader, Runner runner) {
        this.reader = reader;
        this.runner = runner;
    }

    List<Finding> run(ComponentRef componentRef) {
        List<Finding> found = new ArrayList<>();
        found.add(descent(
                "a quadratic with curvatures 1 and 10", "{quadratic: {spectrum: [1, 10]}}", componentRef, true));
        found.add(descent("Rosenbrock's valley", "rosenbrock", componentRef, false));
        found.add(cost(componentRef.yaml()));
        return found;
    }

    /** The lowest final value, and the setting that reached it. */
    private record BestResult(double value, String setting) {}

    private Finding descent(String name, String landscape, ComponentRef componentRef, boolean required) {
        BestResult own, baseline;
        double start;
        try {
            start = start(landscape);
            own = best(landscape, componentRef.yaml(), componentRef.entry().name(), rate(componentRef.entry()));
            baseline = best(landscape, BASELINE, BASELINE, OptionalDouble.of(BASELINE_RATE));
        } catch (InvalidInputException e) {
            return new Finding(
                    Status.SKIP,
                    name + ": it cannot run: " + e.problems().get(0).message());
        } catch (IncompatibleException e) {
            return new Finding(Status.SKIP, name + ": " + e.getMessage());
        } catch (RuntimeException e) {
            return new Finding(Status.FAIL, name + ": it throws " + e);
        }
        String comparison = String.format(
                Locale.ROOT,
                "; %s %.3g%s (the best of %d rates)",
                BASELINE,
                baseline.value,
                baseline.setting,
                RATE_FACTORS.size());
        if (!(own.value < start)) {
            return new Finding(
                    required ? Status.FAIL : Status.NOTE,
                    name + ": it diverged or made no progress at every rate" + comparison);
        }
        String far = String.format(Locale.ROOT, "%s: %.3g after %d steps%s", name, own.value, STEPS, own.setting);
        return new Finding(required ? Status.PASS : Status.NOTE, far + comparison);
    }

    /**
     * Returns the lowest final value. An optimizer without a rate, such as clipping, is tried in front of another one.
     */
    private BestResult best(String landscape, String yaml, String name, OptionalDouble rate)
            throws InvalidInputException {
        BestResult best = rate.isPresent()
                ? new BestResult(Double.POSITIVE_INFINITY, "")
                : new BestResult(finalValue(landscape, yaml, List.of()), "");
        double unit = rate.orElse(BASELINE_RATE);
        InvalidInputException rejected = null;
        for (double factor : RATE_FACTORS) {
            String at = BigDecimal.valueOf(unit * factor)
                    .round(new MathContext(3))
                    .stripTrailingZeros()
                    .toPlainString();
            try {
                double end = rate.isPresent()
                        ? finalValue(landscape, yaml, List.of("optimizer." + name + ".rate=" + at))
                        : finalValue(landscape, "[" + yaml + ", {" + BASELINE + ": {rate: " + at + "}}]", List.of());
                best = end < best.value
                        ? new BestResult(
                                end,
                                (rate.isPresent() ? " at a rate of " : " before " + BASELINE + " at a rate of ") + at)
                        : best;
            } catch (InvalidInputException e) {
                rejected = e; // for example a rate outside its range
            }
        }
        if (rejected != null && Double.isInfinite(best.value)) {
            throw rejected;
        }
        return best;
    }

    /** Returns the default of the hyperparameter {@code rate}, if there is one and it is a number. */
    private static OptionalDouble rate(Entry entry) {
        return entry.hyperparameters().stream()
                .filter(f -> f.name().equals("rate"))
                .flatMap(f -> f.defaultValue().stream())
                .filter(s -> s.matches("[0-9.eE+-]+"))
                .mapToDouble(Double::parseDouble)
                .findFirst();
    }

    private double start(String landscape) throws InvalidInputException {
        RunSpec.Descent task =
                (RunSpec.Descent) spec(landscape, BASELINE, List.of()).task();
        Landscape f = task.landscape().get();
        double[] x = f.start();
        return f.value(x, new double[x.length]);
    }

    private RunSpec spec(String landscape, String optimizer, List<String> sets) throws InvalidInputException {
        String text = "landscape: " + landscape + "\noptimizer: " + optimizer + "\ntraining: {steps: " + STEPS + "}\n";
        return reader.readRun(text, "the test of " + optimizer, sets);
    }

    /** Returns the last value; infinite if the run diverged. */
    private double finalValue(String landscape, String optimizer, List<String> sets) throws InvalidInputException {
        RunSpec spec = spec(landscape, optimizer, sets);
        RunResult run = runner.run(spec.resolve(1), (step, total) -> {});
        if (!run.outcome().hasResults()) {
            return Double.POSITIVE_INFINITY;
        }
        return run.measurements().stream()
                .filter(m -> m.metric().equals("loss"))
                .mapToDouble(m -> m.value())
                .reduce(Double.POSITIVE_INFINITY, (a, b) -> b);
    }

    private Finding cost(String yaml) {
        try {
            StepCost own = new StepCost(optimizer(yaml)), adam = new StepCost(optimizer(COST_BASELINE));
            // Alternately, so that other load on the machine affects both.
            for (int round = 0; round < ROUNDS; round++) {
                own.measureRound();
                adam.measureRound();
            }
            return new Finding(
                    Status.NOTE,
                    String.format(
                            Locale.ROOT,
                            "cost of a step: %.2f ns per weight; %s %.2f",
                            own.nanosPerWeight,
                            COST_BASELINE,
                            adam.nanosPerWeight));
        } catch (InvalidInputException e) {
            return new Finding(
                    Status.SKIP,
                    "cost of a step: it cannot run: " + e.problems().get(0).message());
        } catch (IncompatibleException e) {
            return new Finding(Status.SKIP, "cost of a step: " + e.getMessage());
        } catch (RuntimeException e) {
            return new Finding(Status.FAIL, "cost of a step: it throws " + e);
        }
    }

    private Optimizer optimizer(String yaml) throws InvalidInputException {
        return reader.readRun(
                        "landscape: rosenbrock\noptimizer: " + yaml + "\ntraining: {steps: 1}\n", "the cost of " + yaml)
                .optimizer()
                .get();
    }

    /** The cost of a step per weight: the fastest of several rounds, without the time to fill the gradient. */
    private static final class StepCost {
        private final AlternatingGradient source = new AlternatingGradient();
        private final Stepper stepper;
        private double nanosPerWeight = Double.POSITIVE_INFINITY;

        StepCost(Optimizer o) {
            stepper = new Stepper(source, o, 1);
        }

        void measureRound() {
            source.nanos = 0;
            int steps = 0;
            long start = System.nanoTime(), now = start;
            while (now - start < ROUND_NANOS) {
                if (!stepper.step()) {
                    throw new IncompatibleException("its parameters diverge under an alternating gradient");
                }
                steps++;
                now = System.nanoTime();
            }
            nanosPerWeight = Math.min(nanosPerWeight, (double) (now - start - source.nanos) / steps / (SIDE * SIDE));
        }
    }

    /** A layer of weights whose gradient changes sign at every step, so that the weights stay small. */
    private static final class AlternatingGradient implements GradientSource {
        private final Arena arena = new Arena();
        private final float[] forward = new float[SIDE * SIDE];
        private final float[] backward = new float[SIDE * SIDE];
        private long step;
        private long nanos;

        AlternatingGradient() {
            for (int i = 0; i < forward.length; i++) {
                forward[i] = (i % 17 - 8) * 1e-4f;
                backward[i] = -forward[i];
            }
            float[] start = new float[forward.length];
            Arrays.fill(start, 0.1f);
            arena.add("weights", SIDE, SIDE, start, Set.of(Tag.WEIGHT));
            arena.close();
        }

        @Override
        public Arena arena() {
            return arena;
        }

        @Override
        public void beginStep(long step) {
            this.step = step;
        }

        @Override
        public double computeGradient() {
            long start = System.nanoTime();
            System.arraycopy(step % 2 == 0 ? forward : backward, 0, arena.gradient(), 0, forward.length);
            nanos += System.nanoTime() - start;
            return 1;
        }

        @Override
        public Map<String, float[]> ruleState() {
            return Map.of();
        }
    }
}
