package dev.engram.engine.suite;

import dev.engram.engine.config.RunSpec;
import dev.engram.engine.config.SuiteKey;
import dev.engram.engine.run.Target;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.engine.suite.tuning.Tuning;
import dev.engram.engine.suite.tuning.TuningReader;
import dev.engram.engine.yaml.NameSuggestions;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problems;
import dev.engram.spi.Metric;
import java.util.List;
import java.util.Optional;

/** Checks that the trials of a cell can be ranked, and without the test data. */
final class TuningChecks {
    /** The only criterion on a landscape. */
    private static final String VALUE = "value";

    private static final String LOSS = "loss";

    private final TuningReader.Draft draft;
    private final Problems problems;

    TuningChecks(TuningReader.Draft draft, Problems problems) {
        this.draft = draft;
        this.problems = problems;
    }

    void check(Suite.Cell cell, Tuning.SearchSpace searchSpace) {
        if (searchSpace.isEmpty() || target(cell.spec())) {
            return;
        }
        if (cell.spec().task() instanceof RunSpec.Learning l) {
            data(cell, l);
            Optional<String> by = metric(candidateMetrics(cell.spec()));
            if (by.filter(LOSS::equals).isPresent()
                    && searchSpace.dimensions().stream().anyMatch(d -> d.path().startsWith(LOSS + "."))) {
                problems.add(
                        draft.objective().map(Node.Scalar::location).orElse(draft.location()),
                        TuningReader.PATH + ".by",
                        "the loss itself is tuned, so its values cannot be compared; use another criterion, such as"
                                + " by: accuracy");
            }
            if (cell.spec().training().selection().keep() == TrainingSettings.Keep.BEST
                    && !candidateMetrics(cell.spec()).contains(LOSS)) {
                problems.add(
                        cell.location("training.keep"),
                        "training.keep",
                        "judging trials by their best parameters requires the loss; add it to measure");
            }
        } else {
            metric(List.of(VALUE));
        }
    }

    /** Returns whether trials are ranked by the target. The reader of targets checks what that requires. */
    private boolean target(RunSpec spec) {
        boolean by =
                draft.objective().filter(b -> b.text().equals(Tuning.TARGET)).isPresent();
        if (by && spec.target().isEmpty()) {
            problems.add(
                    draft.objective().get().location(),
                    TuningReader.PATH + ".by",
                    "there is no target; give one, such as target: {metric: accuracy, at: 0.95}");
        }
        if (!by && spec.target().filter(Target::stop).isPresent()) {
            problems.add(
                    draft.objective().map(Node.Scalar::location).orElse(draft.location()),
                    TuningReader.PATH + ".by",
                    "runs stop at the target, so all that reach it look alike; write by: target, or stop: false");
        }
        return by;
    }

    private void data(Suite.Cell cell, RunSpec.Learning l) {
        if (l.data().settings().splitting().validation() == 0) {
            String path =
                    SuiteKey.DATA.label() + "." + l.data().dataset().entry().name() + ".validation";
            problems.add(
                    cell.location(path),
                    path,
                    "tuning needs validation data, but validation is 0; give a share, such as validation: 0.2, or"
                            + " remove the key");
        }
    }

    /** Returns the metrics on validation data that have a better direction. */
    private static List<String> candidateMetrics(RunSpec spec) {
        return spec.metrics().list().stream()
                .filter(m -> m.get() instanceof Metric.OfPredictions p && p.direction() != 0)
                .map(m -> m.entry().name())
                .toList();
    }

    private Optional<String> metric(List<String> judges) {
        if (draft.objective().isPresent()) {
            Node.Scalar by = draft.objective().get();
            if (!judges.contains(by.text())) {
                problems.add(
                        by.location(),
                        TuningReader.PATH + ".by",
                        by.describe() + " cannot rank trials on validation data"
                                + (judges.isEmpty()
                                        ? "; add a metric, such as measure: [accuracy]"
                                        : NameSuggestions.hint(by.text(), judges)));
            }
            return Optional.of(by.text());
        }
        if (judges.isEmpty()) {
            problems.add(
                    draft.location(),
                    TuningReader.PATH,
                    "no measured metric can rank trials; add a metric, such as measure: [accuracy]");
        }
        return judges.stream().findFirst();
    }
}
