package dev.engram.engine.train;

import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.NamedComponent;
import dev.engram.engine.run.ResolvedRun;
import dev.engram.engine.run.Target;
import dev.engram.engine.run.TrainingSettings.Keep;
import dev.engram.spi.Metric;
import java.util.List;

/** Judges evaluations: which point was the best so far, and whether it is time to stop. */
final class EarlyStopping {
    private final ResolvedRun run;
    private final List<NamedComponent<Metric>> metrics;
    private double best = Double.POSITIVE_INFINITY;
    private float[] bestPoint;
    private int evaluationsSinceBest;

    EarlyStopping(ResolvedRun run, List<NamedComponent<Metric>> metrics) {
        this.run = run;
        this.metrics = metrics;
    }

    /** As it judged up to the checkpoint. */
    void resume(Checkpoint c) {
        best = c.best();
        bestPoint = c.bestPoint();
        evaluationsSinceBest = c.evaluationsSinceBest();
    }

    double best() {
        return best;
    }

    /** Null where none is kept. */
    float[] bestPoint() {
        return bestPoint;
    }

    /** Evaluations since the best one. */
    int evaluationsSinceBest() {
        return evaluationsSinceBest;
    }

    /** The point to test: the best one where it was to be kept, else the last. */
    float[] selectedPoint(float[] last) {
        return bestPoint != null && keepsBest() ? bestPoint : last;
    }

    private boolean keepsBest() {
        return run.training().keep() == Keep.BEST;
    }

    /** Takes note of an evaluation at a point. */
    void observe(double loss, float[] point) {
        if (loss < best) {
            best = loss;
            evaluationsSinceBest = 0;
            if (keepsBest()) {
                bestPoint = point.clone();
            }
        } else {
            evaluationsSinceBest++;
        }
    }

    /** No better validation loss for as long as the suite is patient: says so, or nothing. */
    String patienceExhausted() {
        boolean stale = run.training().patience() > 0
                && evaluationsSinceBest >= run.training().patience();
        return stale ? "no better validation loss in " + evaluationsSinceBest + " evaluations" : "";
    }

    /** The last evaluation has reached a target at which the run is to stop: says so, or nothing. */
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

    /** A landscape is descended. */
    private int direction(Target target) {
        return metrics.stream()
                .filter(g -> g.name().equals(target.metric()))
                .mapToInt(g -> g.component().direction())
                .findFirst()
                .orElse(-1);
    }
}
