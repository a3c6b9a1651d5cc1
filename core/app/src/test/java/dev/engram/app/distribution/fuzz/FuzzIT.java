package dev.engram.app.distribution.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a suite, a data file or a store contains, Engram ends in time with an answer or with a reason.
 *
 * <p>A finding names its seed: {@code -Dengram.fuzz.seed=SEED -Dengram.fuzz.cases=1} makes that case again, and another
 * seed with more cases searches further.
 */
@Tag("uninstrumented")
class FuzzIT {
    private static final long SEED = Long.getLong("engram.fuzz.seed", 20_260_101);
    private static final int CASES = Integer.getInteger("engram.fuzz.cases", 500);

    /** The cases of the long search, which follow the others. */
    private static final int MORE_CASES = 1_500;

    /** The fewest cases of which some are accepted and most are refused. */
    private static final int MIN_CASES = 500;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void everyInputEndsInTimeWithAnAnswerOrAReason() throws Exception {
        search(SEED, CASES);
    }

    @Test
    @Tag("long")
    void everyInputOfALongSearchEndsInTimeWithAnAnswerOrAReason() throws Exception {
        search(SEED + CASES, MORE_CASES);
    }

    private void search(long seed, int cases) throws Exception {
        Fuzzer fuzzer = new Fuzzer(folder);
        List<Fuzzer.Finding> findings = fuzzer.run(seed, cases, f -> System.err.println("fuzzing found: " + f));
        assertEquals("", findings.stream().map(Object::toString).collect(Collectors.joining("\n")));
        long accepted = fuzzer.accepted();
        assertTrue(
                cases < MIN_CASES || accepted > cases / 100 && accepted < cases / 2,
                accepted + " of " + cases + " files have no problems: the cases are too wild, or too tame");
    }
}
