package dev.engram.app.run;

import dev.engram.app.execution.FailureCause;
import dev.engram.engine.config.RunIdentity;
import dev.engram.engine.config.RunSpec;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.store.Run;
import dev.engram.engine.train.Runner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A replay of a stored run, and its comparison with the original. */
public final class Replay {
    private final Run stored;
    private final RunSpec spec;
    private final Runner runner;
    private final Map<String, String> provenance;
    private final FileHashes fileHashes;

    Replay(Run stored, RunSpec spec, Runner runner, Map<String, String> provenance, FileHashes fileHashes) {
        this.stored = stored;
        this.spec = spec;
        this.runner = runner;
        this.provenance = provenance;
        this.fileHashes = fileHashes;
    }

    /** Makes the run again. If a component throws an exception, the run has failed, as in the original. */
    public Run run() {
        try {
            return again(runner.run(spec.resolve(stored.seed()), (step, total) -> {}));
        } catch (Throwable e) {
            return again(RunResult.failed(FailureCause.text(e), 0));
        }
    }

    private Run again(RunResult result) {
        return new Run(stored.id(), stored.suite(), stored.cell(), stored.seed(), spec.text(), provenance, result);
    }

    /**
     * Returns the id of the same spec now. It differs if versions of components or contents of data files have changed.
     */
    public String currentId() {
        return RunIdentity.of(spec, stored.seed(), fileHashes.of(spec));
    }

    /** Returns the differences from the original; empty if all bits are equal. Does not compare seconds. */
    public List<String> differences(Run again) {
        List<String> found = new ArrayList<>();
        compare("outcome", stored.outcome().word(), again.outcome().word(), found);
        compare("reason", stored.reason(), again.reason(), found);
        if (stored.outcome() == Outcome.FAILED || again.outcome() == Outcome.FAILED) {
            return found; // the rest is not known
        }
        compare("parameters", stored.hash(), again.hash(), found);
        compare("steps", stored.cost().steps(), again.cost().steps(), found);
        compare("multiply-adds", stored.cost().multiplyAdds(), again.cost().multiplyAdds(), found);
        compare("bytes of state", stored.cost().stateBytes(), again.cost().stateBytes(), found);
        measurements(again.measurements(), found);
        return found;
    }

    private void measurements(List<Measurement> now, List<String> found) {
        List<Measurement> before = stored.measurements();
        compare("number of measurements", before.size(), now.size(), found);
        int differ = 0;
        String first = "";
        for (int i = 0; i < Math.min(before.size(), now.size()); i++) {
            Measurement a = before.get(i), b = now.get(i);
            if (!a.equals(b)) {
                differ++;
                first = first.isEmpty()
                        ? a.phase() + " " + a.metric() + " after step " + a.step() + " was " + a.value() + ", is "
                                + (a.metric().equals(b.metric()) ? b.value() : b.metric() + " " + b.value())
                        : first;
            }
        }
        if (differ > 0) {
            found.add("measurements: " + differ + " of " + before.size() + " differ; the first: " + first);
        }
    }

    private static void compare(String what, Object before, Object now, List<String> found) {
        if (!before.equals(now)) {
            found.add(what + ": was " + (before.equals("") ? "none" : before) + ", is "
                    + (now.equals("") ? "none" : now));
        }
    }

    /** Returns the differences in program, machine and plugins, including those without effect. */
    public List<String> provenanceDifferences() {
        List<String> found = new ArrayList<>();
        TreeSet<String> keys = new TreeSet<>(stored.provenance().keySet());
        keys.addAll(provenance.keySet());
        keys.removeAll(List.of(Run.NOT_LOCAL, Run.ENDED, Run.HOST));
        for (String key : keys) {
            String before = stored.provenance().getOrDefault(key, "none"), now = provenance.getOrDefault(key, "none");
            if (!before.equals(now)) {
                found.add(key + ": was " + before + ", is " + now);
            }
        }
        return found;
    }
}
