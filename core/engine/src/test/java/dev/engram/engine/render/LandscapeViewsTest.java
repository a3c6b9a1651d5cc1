package dev.engram.engine.render;

import static dev.engram.engine.compare.CellFixtures.cell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.cell.MetricInfo;
import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.store.Run;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The ends of runs on landscapes, in tables and files. */
class LandscapeViewsTest {
    private static Run descent(long seed, String place, double distance) {
        return new Run(
                "id" + seed,
                "s",
                "c",
                seed,
                "spec",
                Map.of(),
                new RunResult(
                        Outcome.FINISHED,
                        "",
                        "hash",
                        new Cost(100, 0, 0.5, 0, 8),
                        List.of(
                                new Measurement(100, 100, "test", "value", distance * distance),
                                new Measurement(100, 100, "test", "distance", distance),
                                new Measurement(100, 100, "test", "x0", 3),
                                new Measurement(100, 100, Measurement.END, place, distance))));
    }

    private static Run diverged(long seed) {
        return new Run(
                "id" + seed,
                "s",
                "c",
                seed,
                "spec",
                Map.of(),
                new RunResult(Outcome.DIVERGED, "", "hash", new Cost(3, 0, 0.5, 0, 8), List.of()));
    }

    private static Comparison landscape(boolean coordinates, CellRuns... cells) {
        return Comparison.of(
                "hills",
                List.of(cells),
                Optional.empty(),
                List.of(
                        new MetricInfo("value", -1),
                        new MetricInfo("distance", -1),
                        new MetricInfo("x0", 0, coordinates)));
    }

    @Test
    void onALandscapeOneRunOfACellSaysWhereItEnded() {
        assertEquals(
                """
                hills

                cell    value         Δ value  ended in              distance      x0
                ──────  ────────────  ───────  ────────────────────  ────────────  ───────────
                calm    0.2500              -  local minimum (3, 2)  0.5000        3.000
                far      4.000         +3.750  nowhere known          2.000        3.000
                wild !       - (0/1)        -  diverged                   - (0/1)      - (0/1)

                cell    seeds  steps  seconds  state bytes
                ──────  ─────  ─────  ───────  ───────────
                calm      1/1    100    0.500            8
                far       1/1    100    0.500            8
                wild !    0/1      -        -            -

                value (lower is better), distance (lower is better), x0: measured at the end, mean over 1 seed.
                ended in: the minimum, saddle or maximum within 1% of the end of the run; nowhere known: not within
                  1% of any; distance: to the nearest of them.
                Cost, without evaluation: median steps and seconds, mean state bytes (of the optimizer).
                Δ: mean difference from the best cell, calm, paired by seed.
                A diverged or exploded run is left out of means; in medians, tests and verdicts it counts as the
                  worst.
                One seed: no confidence interval.
                ! wild: of 1 seed, 1 diverged; there is no mean.
                """,
                TableView.render(
                        landscape(
                                true,
                                cell("calm", descent(1, "local minimum (3, 2)", 0.5)),
                                cell("far", descent(1, "nowhere known", 2)),
                                cell("wild", diverged(1))),
                        100,
                        false));
    }

    @Test
    void onALandscapeSeveralSeedsAreCountedByWhereTheyEnded() {
        Comparison c = landscape(
                false,
                cell(
                        "calm",
                        descent(1, "minimum 10 (1)", 0),
                        descent(2, "minimum 2 (3)", 0),
                        descent(3, "minimum 10 (1)", 0)),
                cell("wild", descent(1, "nowhere known", 2), diverged(3), descent(2, "saddle (0)", 0)));
        String table = TableView.render(c, 140, false);
        assertTrue(
                table.contains("cell    value             minimum 2  minimum 10  saddle  nowhere known "
                        + " diverged  distance"),
                table);
        assertTrue(
                table.contains("calm    0.000 ± 0               1/3         2/3       0              0     "
                        + "    0  0.000 ± 0"),
                table);
        assertTrue(
                table.contains("wild !      2 ± 25 (2/3)          0           0     1/3            1/3     "
                        + "  1/3      1 ± 13 (2/3)"),
                table);
        assertTrue(
                table.contains("\n"
                        + "minimum 2 (3), minimum 10 (1), saddle (0): runs that ended within 1% of it; nowhere"
                        + " known: not within 1% of any; distance: to the nearest of\n"
                        + "  them.\n"),
                table);
        assertTrue(CsvView.render(c).contains(",ended_in\r\ncalm,"));
        assertTrue(CsvView.render(c).endsWith(",1: nowhere known; 2: saddle (0); 3: diverged\r\n"), CsvView.render(c));
        assertTrue(CsvView.render(c).contains(",x0.n,"), "what is not worth a column of the table is in the file");
        assertTrue(JsonView.render(c).contains("""
                "endings" : [ {
                  "seed" : 1,
                  "ended_in" : "nowhere known",
                  "distance" : 2
                }, {
                  "seed" : 2,
                  "ended_in" : "saddle (0)",
                  "distance" : 0
                }, {
                  "seed" : 3,
                  "ended_in" : "diverged",
                  "distance" : null
                } ]
            """), JsonView.render(c));
    }

    /** Different points of one kind without a number stand under one heading. */
    @Test
    void placesWithoutANumberAreCountedTogether() {
        String table = TableView.render(
                landscape(
                        false,
                        cell(
                                "a",
                                descent(1, "local minimum (0.995, 0)", 0),
                                descent(2, "local minimum (0, 1.99)", 0),
                                descent(3, "global minimum (0, 0)", 0))),
                140,
                false);
        assertTrue(table.contains("global minimum  local minimum"), table);
        assertTrue(table.contains("global minimum (0, 0), local minimum (2 different points): runs"), table);
    }

    @Test
    void numbersOfSeveralLandscapesAreNotMixed() {
        String table = TableView.render(
                landscape(
                        false,
                        cell("one", descent(1, "minimum 1 (3, 2)", 0), descent(2, "minimum 2 (0, 1)", 0)),
                        cell("other", descent(1, "minimum 1 (-1, 7)", 0), descent(2, "nowhere known", 4))),
                140,
                false);
        assertTrue(table.contains("  minimum  nowhere known  distance"), table);
        assertTrue(table.contains("minimum (3 different points): runs"), table);
    }
}
