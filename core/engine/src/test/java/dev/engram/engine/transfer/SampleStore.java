package dev.engram.engine.transfer;

import dev.engram.engine.run.KeptWeights;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.Predictions;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.RunLabel;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.sql.RunFixtures;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/** Runs of a suite with two plans, tuning trials, predictions, a failed run, a second suite and a checkpoint. */
final class SampleStore {
    static final int RUNS = 12;

    private SampleStore() {}

    /** Saves some of the runs, as a process on a host would. */
    static void fill(Store store, String host, IntPredicate selected) {
        for (int plan = 1; plan <= 2; plan++) {
            long key = store.beginPlan("suite", "digest " + plan, plan == 1 ? "" : "training.epochs=2");
            for (int i = 1; i <= RUNS; i++) {
                if (i % 2 == plan % 2 && selected.test(i)) {
                    store.save(run(i, host), label(i, key));
                }
            }
        }
        if (selected.test(1)) {
            store.label(List.of(new RunLabel("other", "cell of another", RunFixtures.id(1))));
        }
        if (selected.test(RUNS + 1)) {
            store.saveCheckpoint(RunFixtures.id(RUNS + 1), new byte[] {1, 0, -1});
        }
    }

    static Run run(int i, String host) {
        boolean failed = i % 5 == 0;
        Run r = RunFixtures.run(
                i, "suite", "cell " + i % 3, failed ? Outcome.FAILED : Outcome.FINISHED, failed ? "" : "cafe");
        Map<String, String> provenance = new HashMap<>(r.provenance());
        provenance.put(Run.HOST, host);
        provenance.put(Run.NOT_LOCAL, "the loss");
        provenance.put(Run.ENDED, Run.endedAt(Instant.now()));
        Run hosted = new Run(r.id(), r.suite(), r.cell(), r.seed(), r.spec(), provenance, r.result());
        if (i % 4 == 1 && !failed) {
            hosted = hosted.withResult(hosted.result()
                    .withWeights(List.of(
                            new KeptWeights(0, new byte[] {(byte) i, 0, -1}), new KeptWeights(7, new byte[i]))));
        }
        return i % 3 == 0
                ? hosted.withResult(hosted.result()
                        .withPredictions(Optional.of(
                                new Predictions("examples", new int[] {0, 1, 2}, new int[] {0, i % 3, -1}))))
                : hosted;
    }

    private static RunLabel label(int i, long plan) {
        return new RunLabel(
                "suite",
                "cell " + i % 3,
                RunFixtures.id(i),
                Optional.of(new RunLabel.Placement(
                        plan, Map.of("rule", "a \"b\" µ"), i % 4 == 0 ? OptionalInt.of(i) : OptionalInt.empty())));
    }
}
