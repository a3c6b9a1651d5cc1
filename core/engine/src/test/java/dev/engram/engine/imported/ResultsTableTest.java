package dev.engram.engine.imported;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.store.Run;
import dev.engram.engine.yaml.Problem;
import dev.engram.engine.yaml.Problems;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tables of other people's results, good and bad. */
class ResultsTableTest {
    private static List<String> problems(String text) {
        Problems problems = new Problems();
        ResultsTable.read(text, "r.csv", Set.of("loss", "accuracy"), problems);
        return problems.list().stream().map(Problem::toString).toList();
    }

    private static List<Run> runs(String text) {
        Problems problems = new Problems();
        List<ImportedRun> runs = ResultsTable.read(text, "r.csv", Set.of("loss", "accuracy"), problems);
        assertEquals(List.of(), problems.list());
        return runs.stream().map(r -> r.toRun("r.csv")).toList();
    }

    @Test
    void aRunIsTheRowsOfItsSuiteCellAndSeedAndItsResultIsTheLastReading() {
        List<Run> runs = runs("""
            value,seed,metric,cell,suite,epoch
            3.5,42,loss,"a, b",s,1
            2.5,42,loss,"a, b",s,10
            2.75,42,loss,"a, b",s,2
            0.9,42,accuracy,"a, b",s,
            1e-3,43,loss,"a, b",s,1
            """);
        assertEquals(2, runs.size());
        Run run = runs.get(0);
        assertEquals("s (not run here)", run.suite());
        assertEquals("a, b (not run here)", run.cell());
        assertEquals(42, run.seed());
        assertEquals(2.5, run.lastValue("loss"));
        assertEquals(0.9, run.lastValue("accuracy"));
        assertEquals(1e-3, runs.get(1).lastValue("loss"));
        assertEquals(
                List.of(1.0, 10.0, 2.0),
                run.measurements().stream()
                        .filter(m -> m.phase().equals(Measurement.TEST_CURVE))
                        .map(Measurement::epoch)
                        .toList());
        assertEquals("", run.hash());
        assertTrue(run.id().startsWith("imported-"), run.id());
        assertTrue(NotRunHere.isImported(run));
        assertEquals("r.csv", NotRunHere.source(run));
    }

    @Test
    void theIdDependsOnTheNumbersAndNotOnTheirOrder() {
        String header = "suite,cell,seed,metric,value\n";
        String id = runs(header + "s,a,1,loss,2\ns,a,1,accuracy,1\n").get(0).id();
        assertEquals(
                id, runs(header + "s,a,1,accuracy,1\ns,a,1,loss,2.0\n").get(0).id());
        assertNotEquals(
                id, runs(header + "s,a,1,accuracy,1\ns,a,1,loss,3\n").get(0).id());
        assertNotEquals(
                id, runs(header + "s,a,2,accuracy,1\ns,a,2,loss,2\n").get(0).id());
    }

    @Test
    void aDivergedRunIsAMissAndNotAnError() {
        Run run = runs("suite,cell,seed,metric,value\ns,a,1,loss,diverged\n").get(0);
        assertEquals(Outcome.DIVERGED, run.outcome());
        assertEquals(List.of(), run.measurements());
    }

    @Test
    void theMarkIsNotAddedTwice() {
        Run run = runs("suite,cell,seed,metric,value\ns,a (not run here),1,loss,1\n")
                .get(0);
        assertEquals("a (not run here)", run.cell());
    }

    @Test
    void everyMistakeHasItsPlace() {
        assertEquals(List.of("""
            r.csv:1:1 missing column 'seed'\
            """, """
            r.csv:1:12 unknown column 'sed'; did you mean seed?\
            """), problems("suite,cell,sed,metric,value\n" + "s,a,1,loss,2\n"));
        assertEquals(
                List.of(
                        "r.csv:3:5 seed: '-1' is not a whole number from 0; number the runs of each cell",
                        "r.csv:4:7 metric: unknown metric 'los'; did you mean loss?",
                        "r.csv:5:12 value: '0,5' is not a number; write diverged for a run without a result",
                        "r.csv:6:1 line 2 has the same suite, cell, seed, metric and epoch",
                        "r.csv:7:12 value: 'nan' is not a number; write diverged for a run without a result",
                        "r.csv:8:1 the row has 2 fields, the header 5",
                        "r.csv:9:3 cell: missing: give the name of the cell"),
                problems("""
                    suite,cell,seed,metric,value
                    s,a,1,loss,2
                    s,a,-1,loss,2
                    s,a,2,los,2
                    s,a,3,loss,"0,5"
                    s,a,1,loss,2
                    s,a,4,loss,nan
                    s,a
                    s,,5,loss,1
                    """));
        assertTrue(problems("").get(0).contains("the table has no results"));
        assertTrue(problems("suite,cell,seed,metric,value\n").get(0).contains("no results"));
        assertEquals(
                List.of("r.csv:1:12 the column 'cell' occurs twice"),
                problems("suite,cell,cell,seed,metric,value\ns,a,b,1,loss,2\n"));
    }
}
