package dev.engram.app.run;

import dev.engram.engine.lint.Linter;
import dev.engram.engine.lint.Warning;
import dev.engram.engine.run.BatchSize;
import dev.engram.engine.suite.Suite;
import java.util.Optional;

/** The warning about compared batches that are larger than the training data, which only a look at the data shows. */
final class OversizedBatch {
    private OversizedBatch() {}

    /**
     * Returns the warning, unless the suite ignores it. A batch that is not compared is harmless.
     *
     * @param examples the number of training examples; 0 without data
     */
    static Optional<Warning> of(Suite suite, Suite.Cell cell, int examples) {
        BatchSize batch = batch(cell);
        if (examples == 0
                || batch.full()
                || batch.size() <= examples
                || suite.ignoredLintRules().containsKey(Linter.OVERSIZED_BATCH)
                || suite.cells().stream().map(OversizedBatch::batch).distinct().count() < 2) {
            return Optional.empty();
        }
        return Optional.of(new Warning(
                Linter.OVERSIZED_BATCH,
                cell.location("training.batch"),
                "training.batch",
                "a batch of " + batch + " is more than the " + examples
                        + " training examples, so that each step uses all of them",
                "write full, or a smaller number"));
    }

    private static BatchSize batch(Suite.Cell cell) {
        return cell.spec().training().batching().batch();
    }
}
