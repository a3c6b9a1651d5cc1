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
        IntStream.rangeClosed(1, Verdicts.MAX_SENTENCES).forEach(i -> cells.add(cell("b" + i, 10, 3)));
        List<String> many = Verdicts.all(Comparison.of("", cells, Optional.of("a"), List.of(CellFixtures.ACCURACY)));
        assertTrue(
                many.get(many.size() - 1).startsWith("Of 2 networks of b40, 0 classify significantly"),
                many.toString());
        cells.add(cell("b41", 10, 3));
        List<String> words = Verdicts.all(Comparison.of("", cells, Optional.of("a"), List.of(CellFixtures.ACCURACY)));
        assertTrue(
                words.get(words.size() - 2).startsWith("Single networks, seed by seed on the same test examples"),
                words.toString());
        assertEquals(
                "41 cells are too many to list; see engram compare --format csv or json.", words.get(words.size() - 1));
    }

    @Test
    void eachCellHasItsSeedsWithMoreAndWithFewer() {
        Comparison c = Comparison.of(
                "", List.of(cell("a", 0, 0), cell("b", 10, 3)), Optional.of("a"), List.of(CellFixtures.ACCURACY));
        List<String> words = Verdicts.all(c);
        assertEquals(
                List.of(
                        "Single networks, seed by seed on the same test examples (McNemar's test, Holm correction over"
                                + " the seeds of a cell, significance level 0.05):",
                        "Of 2 networks of b, 0 classify significantly more test examples correctly than that of a with"
                                + " the same seed, and 1 significantly fewer."),
                words.subList(words.size() - 2, words.size()));
    }
}
