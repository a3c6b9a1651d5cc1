package dev.engram.engine.prose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.engine.compare.CellFixtures;
import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.compare.ComparisonDesign;
import dev.engram.engine.compare.StatisticalTies;
import dev.engram.engine.render.LatexView;
import dev.engram.engine.run.Outcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DivergenceBiasTest {
    private static final CellRuns WHOLE = CellFixtures.cell("whole", .9, .8, .7);
    private static final CellRuns PART = CellFixtures.cell(
            "part",
            CellFixtures.run(1, Outcome.FINISHED, .99, .01),
            CellFixtures.run(2, Outcome.DIVERGED),
            CellFixtures.run(3, Outcome.DIVERGED));
    private static final CellRuns NONE = CellFixtures.cell(
            "none",
            CellFixtures.run(1, Outcome.DIVERGED),
            CellFixtures.run(2, Outcome.DIVERGED),
            CellFixtures.run(3, Outcome.DIVERGED));

    @Test
    void aMeanOverThoseThatDidNotDivergeIsToldOf() {
        assertEquals(
                Optional.of("means of accuracy leave out diverged and exploded runs (part: 2 of 3) and so favor these"
                        + " cells; compare medians and verdicts, in which these runs count as the worst"),
                DivergenceBias.of(CellFixtures.compare("whole", WHOLE, PART, NONE)));
        assertEquals(
                Optional.empty(),
                DivergenceBias.of(CellFixtures.compare("whole", WHOLE, NONE)),
                "where none is left there is no mean");
    }

    @Test
    void itIsNeverSetInBoldAsTheBest() {
        String latex = LatexView.render(
                CellFixtures.compare("whole", WHOLE, PART),
                StatisticalTies.of(
                        List.of(WHOLE, PART),
                        List.of(CellFixtures.ACCURACY, CellFixtures.LOSS),
                        ComparisonDesign.of(0)),
                Optional.empty());
        List<String> rows = latex.lines()
                .filter(l -> l.startsWith("whole &") || l.startsWith("part &"))
                .toList();
        assertEquals(true, rows.get(0).contains("\\boldmath"), latex);
        assertEquals(false, rows.get(1).contains("\\boldmath"), latex);
    }
}
