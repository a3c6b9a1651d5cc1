package dev.engram.engine.config;

import dev.engram.engine.bind.Binder;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problems;
import dev.engram.engine.yaml.ValueSuggestions;
import java.util.Optional;

/** Reads the settings of training, and checks them together. */
final class TrainingReader {
    private static final String PATH = SuiteKey.TRAINING.label();

    private final Binder binder;
    private final Problems problems;

    TrainingReader(Binder binder, Problems problems) {
        this.binder = binder;
        this.problems = problems;
    }

    /**
     * Returns the settings; empty if anything is wrong, with the reasons added to the problems.
     *
     * @param landscape whether a landscape is descended, which has neither epochs nor data
     */
    Optional<TrainingSettings> read(Node node, boolean landscape) {
        if (!(node instanceof Node.Mapping m)) {
            problems.add(
                    node.location(),
                    PATH,
                    "expected a map of settings, found " + node.describe()
                            + (node instanceof Node.Scalar s && ValueSuggestions.isInteger(s.text())
                                    ? "; write {epochs: " + s.text() + "}"
                                    : ""));
            return Optional.empty();
        }
        Optional<TrainingSettings> training = binder.record(TrainingSettings.class, m, PATH);
        if (training.isEmpty()) {
            return training;
        }
        String wrong = mistake(training.get(), landscape);
        if (wrong != null) {
            problems.add(m.location(), PATH, wrong);
            return Optional.empty();
        }
        return training;
    }

    /** Returns what is wrong with settings together; null if nothing is. */
    private static String mistake(TrainingSettings t, boolean landscape) {
        if (t.budget().epochs() > 0 && t.budget().steps() > 0) {
            return "epochs and steps are both given; give one of them";
        }
        if (t.budget().epochs() == 0 && t.budget().steps() == 0) {
            return "neither epochs nor steps is given; give " + (landscape ? "steps" : "one of them");
        }
        if (landscape && t.budget().epochs() > 0) {
            return "a landscape has no epochs; give steps";
        }
        if (landscape && !t.monitoring().curves().isEmpty()) {
            return "a landscape has no data to draw curves for; remove curves";
        }
        if (landscape && t.keepWeights() != TrainingSettings.KeepWeights.NONE) {
            return "a landscape has no weights to keep; remove keep-weights";
        }
        boolean sum = t.batching().reduction() == TrainingSettings.Reduction.SUM;
        return landscape && sum ? "a landscape has no batches to sum over; remove reduction" : null;
    }
}
