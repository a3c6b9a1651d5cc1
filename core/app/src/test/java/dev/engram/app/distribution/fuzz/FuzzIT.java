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
    private static final int CASES = Integer.getInteger("engram.fuzz.cases", 2_000);

    /** The fewest cases of which some are accepted and most are refused. */
    private static final int MIN_CASES = 500;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void everyInputEndsInTimeWithAnAnswerOrAReason() throws Exception {
        Fuzzer fuzzer = new Fuzzer(folder);
        List<Fuzzer.Finding> findings = fuzzer.run(SEED, CASES, f -> System.err.println("fuzzing found: " + f));
        assertEquals("", findings.stream().map(Object::toString).collect(Collectors.joining("\n")));
        long accepted = fuzzer.accepted();
        assertTrue(
                CASES < MIN_CASES || accepted > CASES / 100 && accepted < CASES / 2,
                accepted + " of " + CASES + " files have no problems: the cases are too wild, or too tame");
    }
}
