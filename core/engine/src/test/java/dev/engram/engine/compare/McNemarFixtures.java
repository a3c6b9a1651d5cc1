package dev.engram.engine.compare;

import dev.engram.engine.run.Outcome;
import dev.engram.engine.store.Run;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Cells whose networks are right on known examples. */
public final class McNemarFixtures {
    private static final int EXAMPLES = 40;

    private McNemarFixtures() {}

    /** Those from {@code from} on are right. */
    public static CorrectExamples correctExamples(String examples, int from) {
        BitSet right = new BitSet();
        right.set(from, EXAMPLES);
        return new CorrectExamples(examples, EXAMPLES, right);
    }

    /** By seed, from which example on its network is right; below 0: it diverged. */
    public static CellRuns cell(String name, int... from) {
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
}
