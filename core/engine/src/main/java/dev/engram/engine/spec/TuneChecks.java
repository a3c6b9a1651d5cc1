package dev.engram.engine.spec;

import dev.engram.spi.Metric;
import java.util.List;
import java.util.Optional;

/** Whether trials of a cell can be judged, and without a look at the test data. */
final class TuneChecks {
  /** The only thing to judge a descent by. */
  private static final String VALUE = "value";
  private static final String LOSS = "loss";

  private final TuneReader.Draft draft;
  private final Problems problems;

  TuneChecks(TuneReader.Draft draft, Problems problems) {
    this.draft = draft;
    this.problems = problems;
  }

  void check(Suite.Cell cell, Tuning.Space space) {
    if (space.empty() || target(cell.spec())) {
      return;
    }
    if (cell.spec().task() instanceof RunSpec.Learning l) {
      data(cell, l);
      Optional<String> by = metric(judges(cell.spec()));
      if (by.filter(LOSS::equals).isPresent() && space.dimensions().stream().anyMatch(d -> d.path().startsWith(LOSS + "."))) {
        problems.add(draft.by().map(Node.Scalar::place).orElse(draft.place()), TuneReader.PATH + ".by",
            "the loss itself is tuned, so that its values cannot be compared; choose by something else, such as by: accuracy");
      }
      if (cell.spec().training().keep() == Training.Keep.BEST && !judges(cell.spec()).contains(LOSS)) {
        problems.add(cell.place("training.keep"), "training.keep", "to judge trials by their best parameters the loss has to be measured; add it to measure");
      }
    } else {
      metric(List.of(VALUE));
    }
  }

  /** Is it judged by its target? What that takes, the reader of targets says. */
  private boolean target(RunSpec spec) {
    boolean by = draft.by().filter(b -> b.text().equals(Tuning.TARGET)).isPresent();
    if (by && spec.target().isEmpty()) {
      problems.add(draft.by().get().place(), TuneReader.PATH + ".by", "there is no target; give one, such as target: {metric: accuracy, at: 0.95}");
    }
    if (!by && spec.target().filter(Target::stop).isPresent()) {
      problems.add(draft.by().map(Node.Scalar::place).orElse(draft.place()), TuneReader.PATH + ".by",
          "runs stop where they reach the target, so that those which do look alike; write by: target, or stop: false");
    }
    return by;
  }

  private void data(Suite.Cell cell, RunSpec.Learning l) {
    if (l.data().use().validation() == 0) {
      String path = Key.DATA.label() + "." + l.data().dataset().entry().name() + ".validation";
      problems.add(cell.place(path), path, "tuning goes by validation data, and there are none: it must not go by the test data; give a share,"
          + " such as validation: 0.2, or leave the key out");
    }
  }

  /** What is measured on validation data and has a better and a worse. */
  private static List<String> judges(RunSpec spec) {
    return spec.measure().stream().filter(m -> m.get() instanceof Metric.OfPredictions p && p.direction() != 0).map(m -> m.entry().name()).toList();
  }

  private Optional<String> metric(List<String> judges) {
    if (draft.by().isPresent()) {
      Node.Scalar by = draft.by().get();
      if (!judges.contains(by.text())) {
        problems.add(by.place(), TuneReader.PATH + ".by", by.found() + " is not measured on validation data as better or worse"
            + (judges.isEmpty() ? "; measure something, such as measure: [accuracy]" : Nearest.hint(by.text(), judges)));
      }
      return Optional.of(by.text());
    }
    if (judges.isEmpty()) {
      problems.add(draft.place(), TuneReader.PATH, "nothing is measured that trials could be judged by; measure something, such as measure: [accuracy]");
    }
    return judges.stream().findFirst();
  }
}
