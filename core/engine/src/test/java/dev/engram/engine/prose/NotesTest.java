package dev.engram.engine.prose;

import static dev.engram.engine.compare.CellFixtures.cell;
import static dev.engram.engine.compare.CellFixtures.compare;
import static dev.engram.engine.compare.CellFixtures.run;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.compare.Comparison;
import dev.engram.engine.render.CsvView;
import dev.engram.engine.run.Explosion;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.store.Run;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class NotesTest {
    @Test
    void aCellOfWhichNothingFinishedHasNoMean() {
        Comparison c = compare("a", cell("a", 1, 2), cell("b", run(1, Outcome.DIVERGED, 3), run(2, Outcome.DIVERGED)));
        assertTrue(
                Notes.of(c).contains("! b: of 2 seeds, 2 diverged; there is no mean."),
                Notes.of(c).toString());
    }

    @Test
    void anExplodedRunIsNamedWithTheFactorOverTheInitialLoss() {
        RunResult finished = run(2, Outcome.FINISHED, 3).result();
        Run exploded = new Run(
                "id2", "suite", "cell", 2, "spec", Map.of(), Explosion.mark(finished, OptionalDouble.of(40_000)));
        Comparison c = compare("a", cell("a", 1, 2), cell("b", run(1, Outcome.FINISHED, 3), exploded));
        assertTrue(
                Notes.of(c)
                        .contains("! b: of 2 seeds, 1 exploded (final loss up to 40000 times the initial loss); its"
                                + " numbers are those of the one that finished, without an interval."),
                Notes.of(c).toString());
        assertTrue(CsvView.render(c).contains(",loss_factor.max,"));
    }

    @Test
    void aCellWithoutRunsHasNoMean() {
        Comparison c = compare("", cell("a", 1, 2), cell("b", new Run[0]));
        assertTrue(
                Notes.of(c).contains("! b: of 2 seeds, 2 are missing; there is no mean."),
                Notes.of(c).toString());
    }

    @Test
    void undefinedMeasurementsAreCounted() {
        Comparison c = compare("", cell("a", run(1, Outcome.FINISHED, 0.25), run(2, Outcome.FINISHED, Double.NaN)));
        assertTrue(
                Notes.of(c).contains("a: accuracy is defined for 1 of 2 seeds, loss is defined for 0 of 2 seeds."),
                Notes.of(c).toString());
    }

    @Test
    void oneSeedHasNoInterval() {
        Comparison c = compare("a", cell("a", 0.5), cell("b", 0.75));
        assertTrue(
                Notes.of(c).contains("One seed: no confidence interval."),
                Notes.of(c).toString());
        assertTrue(
                Notes.of(c).stream().noneMatch(n -> n.contains("95%")),
                Notes.of(c).toString());
    }
}
