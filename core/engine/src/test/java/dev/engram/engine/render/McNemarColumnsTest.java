package dev.engram.engine.render;

import static dev.engram.engine.compare.McNemarFixtures.cell;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.compare.CellFixtures;
import dev.engram.engine.compare.Comparison;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class McNemarColumnsTest {
    @Test
    void csvAndJsonHaveTheCounts() {
        Comparison c = Comparison.of(
                "", List.of(cell("a", 0, 0), cell("b", 10, 3)), Optional.of("a"), List.of(CellFixtures.ACCURACY));
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
