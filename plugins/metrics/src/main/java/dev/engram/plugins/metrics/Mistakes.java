package dev.engram.plugins.metrics;

import dev.engram.spi.Component;
import dev.engram.spi.Metric;
import java.util.Map;

/**
 * The number of mistakes that the rule has made while it learned: examples that were misclassified when it was their
 * turn.
 *
 * <pre>
 *   mistakes = number of examples, over all steps so far, for which the rule changed its weights
 * </pre>
 *
 * Known for rules that learn from mistakes only and count them: perceptron. On separable data, with batches of one and
 * from zero weights, it is at most (R / margin)^2. Missing for other rules. Lower is better.
 *
 * <p>Novikoff 1962, On convergence proofs on perceptrons.
 */
@Component("mistakes")
public record Mistakes() implements Metric.OfTraining {
    /** The name under which a rule keeps the count, for each layer. */
    private static final String STATE = "mistakes";

    @Override
    public int direction() {
        return -1;
    }

    @Override
    public void compute(Probe probe, Readings out) {
        double sum = 0;
        boolean counted = false;
        for (Map.Entry<String, float[]> e : probe.ruleState().entrySet()) {
            if (e.getKey().equals(STATE) || e.getKey().endsWith("/" + STATE)) {
                sum += e.getValue()[0];
                counted = true;
            }
        }
        out.put("", counted ? sum : Double.NaN);
    }
}
