package dev.engram.engine.prose;

import static dev.engram.engine.compare.McNemarFixtures.cell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.compare.CellFixtures;
import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.compare.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class McNemarVerdictsTest {
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
    void eachCellHasItsSeedsWithMoreAndWithFewer() {
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
    }
}
