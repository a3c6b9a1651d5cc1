package dev.engram.engine.compare;

import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.store.Run;
import java.util.Optional;

/**
 * When a run first reached a goal, as its evaluations show it; all NaN where it did not. One that diverged later has not: a run
 * that cannot be left alone is no success.
 *
 * @param examples like the two after it, in proportion to the steps: of all that the run took, that part
 */
public record TargetHit(double steps, double epochs, double examples, double multiplyAdds, double seconds) {
    private static final TargetHit NEVER = new TargetHit(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    public static TargetHit of(Run run, MetricTarget metricTarget) {
        Optional<Measurement> first = run.outcome() == Outcome.DIVERGED
                ? Optional.empty()
                : run.measurements().stream()
                        .filter(m -> m.phase().equals("validation")
                                && m.metric().equals(metricTarget.metric())
                                && metricTarget.isReached(m.value()))
                        .findFirst();
        if (first.isEmpty()) {
            return NEVER;
        }
        Measurement m = first.get();
        double share =
                run.cost().steps() == 0 ? 0 : (double) m.step() / run.cost().steps();
        return new TargetHit(
                m.step(),
                m.epoch(),
                share * run.cost().examples(),
                share * run.cost().multiplyAdds(),
                share * run.cost().seconds());
    }
}
