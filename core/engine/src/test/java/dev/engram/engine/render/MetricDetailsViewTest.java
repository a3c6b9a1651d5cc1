package dev.engram.engine.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.compare.CellFixtures;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.cell.Estimate;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.store.Run;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricDetailsViewTest {
    private static Run run(long seed, double cat, double dog) {
        Run run = CellFixtures.run(seed, Outcome.FINISHED, 0.9, 0.1);
        List<Measurement> measurements = new ArrayList<>(run.measurements());
        measurements.add(new Measurement(9, 9, "test", "f1[cat]", cat));
        measurements.add(new Measurement(9, 9, "test", "f1[d/og]", dog));
        return new Run(
                run.id(),
                run.suite(),
                run.cell(),
                seed,
                run.spec(),
                run.provenance(),
                new RunResult(Outcome.FINISHED, "", "hash", run.cost(), measurements));
    }

    private static final Comparison COMPARISON =
            CellFixtures.compare("", CellFixtures.cell("backprop", run(1, 0.5, Double.NaN), run(2, 0.75, 1)));

    @Test
    void detailsAreMeansOverTheSeedsThatHaveThem() {
        var details = COMPARISON.cells().get(0).measurements().details();
        assertEquals(List.of("f1[cat]", "f1[d/og]"), List.copyOf(details.keySet()));
        assertEquals(0.625, details.get("f1[cat]").mean());
        assertEquals(new Estimate(1, 1, Double.NaN), details.get("f1[d/og]"));
    }

    @Test
    void detailsAreInCsvAndJsonAndNotInTheTable() {
        String csv = CsvView.render(COMPARISON);
        assertTrue(csv.contains(",f1[cat].n,f1[cat].mean,f1[cat].half_width,f1[d/og].n,"), csv);
        String json = JsonView.render(COMPARISON);
        assertTrue(json.contains("\"details\" : {") && json.contains("\"f1[d/og]\" : {"), json);
        assertFalse(TableView.render(COMPARISON, 140, true).contains("f1"), "a detail is not a column of the table");
    }
}
