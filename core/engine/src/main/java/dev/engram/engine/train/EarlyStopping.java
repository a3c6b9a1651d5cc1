package dev.engram.engine.train;

import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.NamedComponent;
import dev.engram.engine.run.ResolvedRun;
import dev.engram.engine.run.Target;
import dev.engram.engine.run.TrainingSettings.Keep;
import dev.engram.spi.Metric;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps the best evaluation of a run and decides whether the run stops early. */
final class EarlyStopping {
    private final ResolvedRun run;
    private final List<NamedComponent<Metric>> metrics;
    private State state = new State(Double.POSITIVE_INFINITY, null, Map.of(), 0);

    /**
     * The best evaluation so far.
     *
     * @param best its validation loss
     * @param bestPoint its parameters; null if they are not kept
     * @param bestStates the states of rule and layers there, such as running statistics; empty if they are not kept
     * @param evaluationsSinceBest evaluations since then
     */
    record State(double best, float[] bestPoint, Map<String, float[]> bestStates, int evaluationsSinceBest) {}

    EarlyStopping(ResolvedRun run, List<NamedComponent<Metric>> metrics) {
        this.run = run;
        this.metrics = metrics;
    }

    /** Continues from the state of a checkpoint. */
    void resume(State saved) {
        state = saved;
    }

    State state() {
        return state;
    }

    /** Returns the point to test: the best one if it was kept, else the last. */
    float[] selectedPoint(float[] last) {
        return state.bestPoint() != null && keepsBest() ? state.bestPoint() : last;
    }

    /**
     * Gives rule and layers the states that belong to the selected point. Those that they have requested since then
     * become zero.
     */
    void restoreSelectedStates(Map<String, float[]> live) {
        if (state.bestPoint() != null && keepsBest()) {
            live.forEach((name, numbers) -> {
                float[] best = state.bestStates().getOrDefault(name, new float[numbers.length]);
                System.arraycopy(best, 0, numbers, 0, numbers.length);
            });
        }
    }

    private boolean keepsBest() {
        return run.training().selection().keep() == Keep.BEST;
    }

    /** Records the validation loss at a point, and with these states of rule and layers. */
    void observe(double loss, float[] point, Map<String, float[]> states) {
        if (!(loss < state.best())) {
            int since = state.evaluationsSinceBest() + 1;
            state = new State(state.best(), state.bestPoint(), state.bestStates(), since);
        } else if (keepsBest()) {
            Map<String, float[]> copies = new TreeMap<>();
            states.forEach((name, numbers) -> copies.put(name, numbers.clone()));
            state = new State(loss, point.clone(), copies, 0);
        } else {
            state = new State(loss, null, Map.of(), 0);
        }
    }

    /** Returns the reason to stop if the validation loss has not improved for too many evaluations, else "". */
    String patienceExhausted() {
        int since = state.evaluationsSinceBest();
        int patience = run.training().selection().patience();
        return patience > 0 && since >= patience ? "no better validation loss in " + since + " evaluations" : "";
    }

    /** Returns the reason to stop if the last evaluation reached a target at which the run stops, else "". */
    String targetReached(List<Measurement> measurements) {
        Target target = run.target().filter(Target::stop).orElse(null);
        for (int i = measurements.size() - 1;
                target != null && i >= 0 && measurements.get(i).phase().equals(MetricRecorder.VALIDATION);
                i--) {
            Measurement m = measurements.get(i);
            if (m.metric().equals(target.metric())) {
                return target.reached(m.value(), direction(target))
                        ? "the target, " + target.text() + ", was reached"
                        : "";
            }
        }
        return "";
    }

    /** Returns the direction in which the metric is better; the value of a landscape is better if it is smaller. */
    private int direction(Target target) {
        return metrics.stream()
                .filter(m -> m.name().equals(target.metric()))
                .mapToInt(m -> m.component().direction())
                .findFirst()
                .orElse(-1);
    }
}
