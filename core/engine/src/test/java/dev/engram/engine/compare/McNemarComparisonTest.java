package dev.engram.engine.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.prose.Verdicts;
import dev.engram.engine.render.CsvView;
import dev.engram.engine.render.JsonView;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.store.Run;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class McNemarComparisonTest {
    private static final int EXAMPLES = 40;

    /** Those from {@code from} on are right. */
    private static CorrectExamples correctExamples(String examples, int from) {
        BitSet right = new BitSet();
        right.set(from, EXAMPLES);
        return new CorrectExamples(examples, EXAMPLES, right);
    }

    /** By seed, from which example on its network is right; below 0: it diverged. */
    private static CellRuns cell(String name, int... from) {
        Map<Long, CorrectExamples> marks = new HashMap<>();
        List<Run> runs = IntStream.range(0, from.length)
                .mapToObj(i -> {
                    if (from[i] >= 0) {
                        marks.put(i + 1L, correctExamples("seed" + (i + 1), from[i]));
                    }
                    return from[i] < 0
                            ? CellFixtures.run(i + 1, Outcome.DIVERGED)
                            : CellFixtures.run(i + 1, Outcome.FINISHED, 1 - from[i] / 40.0, 0.5);
                })
                .toList();
        return new CellRuns(name, Map.of(), runs, marks);
    }

    private static McNemarComparison mcNemar(CellRuns cell, CellRuns reference) {
        return McNemarComparison.of(cell, reference).orElseThrow();
    }

    @Test
    void eachPairIsTestedOnTheExamplesThatJustOneGetsRight() {
        McNemarComparison n = mcNemar(cell("b", 10, 4), cell("a", 0, 4));
        assertEquals(
                List.of(0, 0), n.pairs().stream().map(p -> p.test().onlyA()).toList());
        assertEquals(
                List.of(10, 0), n.pairs().stream().map(p -> p.test().onlyB()).toList());
        assertEquals(2 / 1024.0, n.pairs().get(0).test().p(), 1e-9);
        assertEquals(4 / 1024.0, n.pairs().get(0).pHolm(), 1e-9, "Holm's correction for two seeds");
        assertEquals(List.of(0, 1), List.of(n.better(), n.worse()));
        assertEquals(List.of(0L, 10L, 80L), List.of(n.onlyThisCorrect(), n.onlyReferenceCorrect(), n.examples()));
    }

    /** Six of six is 2 / 64, but not for six seeds: nothing is pooled. */
    @Test
    void seedsAreNotPooled() {
        McNemarComparison n = mcNemar(cell("b", 6, 6, 6, 6, 6, 6), cell("a", 0, 0, 0, 0, 0, 0));
        assertEquals(List.of(0, 0), List.of(n.better(), n.worse()));
    }

    @Test
    void aNetworkThatDivergedIsRightNowhere() {
        McNemarComparison n = mcNemar(cell("b", -1), cell("a", 30));
        assertEquals(10, n.pairs().get(0).test().onlyB());
        assertEquals(1, n.worse());
        assertEquals(1, mcNemar(cell("b", 30), cell("a", -1)).better());
        assertEquals(
                Optional.empty(),
                McNemarComparison.of(cell("b", -1), cell("a", -1)),
                "then nobody knows what was to be right");
    }

    /** One whose loss on the test data alone was no number has said something of each example. */
    @Test
    void whatADivergedNetworkSaidDoesNotCount() {
        CellRuns late = new CellRuns(
                "b", Map.of(), List.of(CellFixtures.run(1, Outcome.DIVERGED)), Map.of(1L, correctExamples("seed1", 0)));
        assertEquals(1, mcNemar(late, cell("a", 20)).worse());
    }

    @Test
    void networksThatWereTestedOnDifferentExamplesAreNotCompared() {
        CellRuns other = new CellRuns(
                "b",
                Map.of(),
                List.of(CellFixtures.run(1, Outcome.FINISHED, 1, 0)),
                Map.of(1L, correctExamples("else", 0)));
        assertEquals(Optional.empty(), McNemarComparison.of(other, cell("a", 0)));
        assertEquals(
                Optional.empty(),
                McNemarComparison.of(new CellRuns("b", Map.of(), other.runs()), cell("a", 0)),
                "they were not kept");
    }

    @Test
    void ofManyCellsItIsSaidWhereTheCountsAre() {
        List<CellRuns> cells = new ArrayList<>(List.of(cell("a", 0, 0)));
        IntStream.rangeClosed(1, 12).forEach(i -> cells.add(cell("b" + i, 10, 3)));
        List<String> twelve = Verdicts.all(Comparison.of("", cells, Optional.of("a"), List.of(CellFixtures.ACCURACY)));
        assertTrue(twelve.get(twelve.size() - 1).endsWith("; b12: more in 0, fewer in 1 of 2."), twelve.toString());
        cells.add(cell("b13", 10, 3));
        List<String> words = Verdicts.all(Comparison.of("", cells, Optional.of("a"), List.of(CellFixtures.ACCURACY)));
        assertTrue(
                words.get(words.size() - 2).startsWith("Seeds in which the network classifies significantly more, or"),
                words.toString());
        assertEquals(
                "13 cells are too many to list; see engram compare --format csv or json.", words.get(words.size() - 1));
    }

    @Test
    void wordsCsvAndJsonTellTheCounts() {
        Comparison c = Comparison.of(
                "", List.of(cell("a", 0, 0), cell("b", 10, 3)), Optional.of("a"), List.of(CellFixtures.ACCURACY));
        List<String> words = Verdicts.all(c);
        assertEquals(
                List.of(
                        "Seeds in which the network classifies significantly more, or significantly fewer, test"
                                + " examples correctly than the network of a (McNemar's test in each seed, Holm"
                                + " correction over seeds):",
                        "b: more in 0, fewer in 1 of 2."),
                words.subList(words.size() - 2, words.size()));
        List<String> csv = CsvView.render(c).lines().toList();
        assertTrue(
                csv.get(0)
                        .endsWith("mcnemar.networks,mcnemar.better,mcnemar.worse,mcnemar.only_this_right,"
                                + "mcnemar.only_reference_right"),
                csv.get(0));
        assertTrue(csv.get(1).endsWith(",,,,") && csv.get(2).endsWith(",2,0,1,0,13"), csv.get(2));
        String json = JsonView.render(c);
        assertTrue(json.contains("\"mcnemar\"") && json.contains("\"only_reference_right\" : 10"), json);
    }
}
