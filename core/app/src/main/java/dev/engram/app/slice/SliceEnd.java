package dev.engram.app.slice;

import dev.engram.engine.config.RunSpec;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.store.Run;
import dev.engram.engine.weights.NamedArray;
import java.util.List;

/**
 * A stored run whose weights are an end of a line.
 *
 * @param run the run
 * @param spec its settings
 * @param step number of steps before the weights were kept
 * @param weights the arrays
 */
public record SliceEnd(Run run, RunSpec spec, long step, List<NamedArray> weights) {
    /** Returns the loss of the validation data that the run has recorded after the step; NaN if there is none. */
    double recordedValidationLoss() {
        return run.measurements().stream()
                .filter(m -> m.step() == step
                        && m.phase().equals("validation")
                        && m.metric().equals("loss"))
                .mapToDouble(Measurement::value)
                .findFirst()
                .orElse(Double.NaN);
    }

    /** Returns the run in words: its id, cell and seed, and the step. */
    String description() {
        return run.id() + " (" + run.cell() + ", seed " + run.seed() + ", step " + step + ")";
    }
}
