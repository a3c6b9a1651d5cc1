package dev.engram.engine.prose;

import static dev.engram.engine.compare.TargetFixtures.NEVER;
import static dev.engram.engine.compare.TargetFixtures.cell;
import static dev.engram.engine.compare.TargetFixtures.part;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.engine.compare.TargetProfile;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetProfileVerdictsTest {
    @Test
    void aMissCountsAsUnsolved() {
        TargetProfile p = TargetProfile.of(List.of(
                        part("p", cell("a", 10, 50, 60, 70), cell("b", 20, 50, 60, 70)),
                        part("q", cell("a", 10, NEVER, NEVER, 10), cell("b", 20, 50, 60, 70)),
                        part("r", cell("a", 10, NEVER), cell("b", 20, NEVER))))
                .orElseThrow();
        assertEquals(
                List.of(
                        "Of 2 problems, the number whose target is reached within 1, 2 and 4 times the multiply-adds"
                                + " of the variant that is cheapest on that problem (performance profile of medians"
                                + " over seeds; in parentheses the mean share for factors from 1 to 4, 1 is best): b 1,"
                                + " 2, 2 (0.83); a 1, 1, 1 (0.5).",
                        "No variant reaches the target of: r."),
                TargetProfileVerdicts.of(p));
    }
}
