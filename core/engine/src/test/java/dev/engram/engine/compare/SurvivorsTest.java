package dev.engram.engine.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.engine.run.Outcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SurvivorsTest {
  private static final CellRuns WHOLE = Cells.cell("whole", .9, .8, .7);
  private static final CellRuns PART = Cells.cell("part", Cells.run(1, Outcome.FINISHED, .99, .01), Cells.run(2, Outcome.DIVERGED), Cells.run(3, Outcome.DIVERGED));
  private static final CellRuns NONE = Cells.cell("none", Cells.run(1, Outcome.DIVERGED), Cells.run(2, Outcome.DIVERGED), Cells.run(3, Outcome.DIVERGED));

  @Test
  void aMeanOverThoseThatDidNotDivergeIsToldOf() {
    assertEquals(Optional.of("means of accuracy leave out runs that diverged (part: 2 of 3) and flatter these cells: compare by medians and verdicts, in"
        + " which such a run is the worst"), Survivors.of(Cells.compare("whole", WHOLE, PART, NONE)));
    assertEquals(Optional.empty(), Survivors.of(Cells.compare("whole", WHOLE, NONE)), "where none is left there is no mean");
  }

  @Test
  void itIsNeverSetInBoldAsTheBest() {
    String latex = LatexView.render(Cells.compare("whole", WHOLE, PART), Leaders.of(List.of(WHOLE, PART), List.of(Cells.ACCURACY, Cells.LOSS), Terms.of(0)), Optional.empty());
    List<String> rows = latex.lines().filter(l -> l.startsWith("whole &") || l.startsWith("part &")).toList();
    assertEquals(true, rows.get(0).contains("\\boldmath"), latex);
    assertEquals(false, rows.get(1).contains("\\boldmath"), latex);
  }
}
