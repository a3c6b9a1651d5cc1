package dev.engram.app.run;

import dev.engram.engine.suite.Suite;
import dev.engram.engine.train.Incompatibility;
import dev.engram.engine.yaml.Problem;
import java.util.List;

/** Incompatibilities of cells, as problems at the place in the suite that causes them. */
final class CellProblems {
    private CellProblems() {}

    /** Adds a problem once, even if several cells share the component that causes it. */
    static void add(List<Problem> problems, Suite.Cell cell, Incompatibility m) {
        Problem p = new Problem(cell.location(m.path()), m.path(), m.reason());
        if (!problems.contains(p)) {
            problems.add(p);
        }
    }
}
