package dev.engram.engine.compare;

import dev.engram.engine.run.Measurement;
import dev.engram.engine.store.Run;
import java.util.Optional;

/**
 * The cost of a run up to the first evaluation that reached the target; all NaN if none did, or if the run diverged
 * or exploded later.
 *
 * @param examples cost of the whole run times the share of its steps, like multiplyAdds and seconds
 */
public record TargetHit(double steps, double epochs, double examples, double multiplyAdds, double seconds) {
    private static final TargetHit NEVER = new TargetHit(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    public static TargetHit of(Run run, MetricTarget metricTarget) {
        Optional<Measurement> first = run.outcome().isMiss()
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
