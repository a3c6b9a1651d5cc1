package dev.engram.app.verify;

import dev.engram.app.verify.Finding.Status;
import dev.engram.engine.config.RunSpec;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.suite.SuiteReader;
import dev.engram.engine.train.Runner;
import dev.engram.engine.yaml.InvalidInputException;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Requirement;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Compares a learning rule with a control that trains only the output layer, and with the gradient. */
public final class RuleComparison {
    private static final String CONTROL = "output-only";
    private static final int SEEDS = 5;
    /** In degrees. A noisy estimate of the gradient is close to 90. */
    private static final double ASCENT_ANGLE = 110;
    /** With inputs -1 and 1 and odd activations, the control stays at a loss of ln 2. */
    private static final String XOR = """
        data: xor
        network:
          - {dense: {units: 8, activation: tanh, weights: glorot-uniform, bias: zeros}}
          - {dense: {units: 2, activation: softmax}}
        loss: cross-entropy
        optimizer: {sgd: {rate: 0.5}}
        training: {steps: 2000, batch: full}
        measure: [loss, accuracy]
        """;

    private static final String IRIS = """
        data: iris
        network:
          - {dense: {units: 8, activation: tanh}}
          - {dense: {units: 3, activation: softmax}}
        loss: cross-entropy
        optimizer: {sgd: {rate: 0.1}}
        training: {steps: 300, batch: 16}
        measure: [loss, alignment]
        """;

    private final SuiteReader reader;
    private final Runner runner;

    @Inject
    public RuleComparison(SuiteReader reader, Runner runner) {
        this.reader = reader;
        this.runner = runner;
    }

    List<Finding> run(ComponentRef rule) {
        return List.of(xor(rule.yaml()), alignment(rule));
    }

    private Finding xor(String rule) {
        String name = "XOR with 8 hidden tanh units";
        try {
            double[] own = last(XOR, rule, "accuracy"), control = last(XOR, CONTROL, "accuracy");
            long solved = DoubleStream.of(own).filter(a -> a == 1).count(),
                    byControl = DoubleStream.of(control).filter(a -> a == 1).count();
            String text = name + ": solved in " + solved + " of " + SEEDS + " seeds; " + CONTROL + " in " + byControl;
            return solved > byControl
                    ? new Finding(Status.PASS, text)
                    : new Finding(Status.NOTE, text + ": no sign that the hidden layer learns");
        } catch (InvalidInputException | IncompatibleException e) {
            return new Finding(Status.SKIP, name + ": " + reason(e));
        } catch (RuntimeException e) {
            return new Finding(Status.FAIL, name + ": it throws " + e);
        }
    }

    private Finding alignment(ComponentRef componentRef) {
        String rule = componentRef.yaml();
        String name = "angle to the gradient after 300 steps on iris";
        try {
            double[] angles = last(IRIS, rule, "alignment");
            double mean = DoubleStream.of(angles).average().orElse(Double.NaN);
            if (Double.isNaN(mean)) {
                return new Finding(Status.SKIP, name + ": it diverged, or there is no gradient to compare with");
            }
            String text = String.format(Locale.ROOT, "%s: %.1f degrees, mean of %d seeds", name, mean, SEEDS);
            return mean > ASCENT_ANGLE && usesLossGradient(rule)
                    ? new Finding(
                            Status.FAIL,
                            text
                                    + ": it ascends the loss whose gradient it requires; a rule must fill in what the"
                                    + " trainer subtracts")
                    : new Finding(Status.NOTE, text);
        } catch (InvalidInputException | IncompatibleException e) {
            return new Finding(Status.SKIP, name + ": " + reason(e));
        } catch (RuntimeException e) {
            return new Finding(Status.FAIL, name + ": it throws " + e);
        }
    }

    /** Rules that do not use the loss need not reduce it. */
    private boolean usesLossGradient(String rule) throws InvalidInputException {
        RunSpec spec = reader.readRun(IRIS + "rule: " + rule + "\n", "the test of " + rule);
        return ((RunSpec.Learning) spec.task()).rule().get().requirements().contains(Requirement.LOSS_SLOPE);
    }

    private static String reason(Exception e) {
        return e instanceof InvalidInputException b
                ? "it cannot run with its defaults: " + b.problems().get(0).message()
                : e.getMessage();
    }

    /** Returns the last value for each seed; NaN if the run diverged. */
    private double[] last(String text, String rule, String metric) throws InvalidInputException {
        RunSpec spec = reader.readRun(text + "rule: " + rule + "\n", "the test of " + rule);
        List<Double> values = new ArrayList<>();
        for (int seed = 1; seed <= SEEDS; seed++) {
            RunResult run = runner.run(spec.resolve(seed), (step, total) -> {});
            double value = Double.NaN;
            if (run.outcome().hasResults()) {
                for (var m : run.measurements()) {
                    value = m.metric().equals(metric) ? m.value() : value;
                }
            }
            values.add(value);
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
