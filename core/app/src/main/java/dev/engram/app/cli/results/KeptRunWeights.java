package dev.engram.app.cli.results;

import dev.engram.app.cli.options.UserError;
import dev.engram.engine.run.KeptWeights;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The weights that a stored run has kept, as an argument of a command. */
final class KeptRunWeights {
    /** The largest number of steps that a message lists. */
    private static final int SHOWN = 5;

    private KeptRunWeights() {}

    /**
     * Returns the weights of a run.
     *
     * @param step the step after which they were kept; null for the last one
     * @throws UserError if there are none
     */
    static KeptWeights find(Run run, Long step, Store runs) {
        List<Store.WeightsEntry> kept = runs.weights(List.of(run.id())).getOrDefault(run.id(), List.of());
        if (kept.isEmpty()) {
            throw UserError.because(
                    "run " + run.id() + " (" + run.outcome().word() + ") has no weights in the store; set"
                            + " training.keep-weights: last in its suite and run it again");
        }
        long at = step == null ? kept.get(kept.size() - 1).step() : step;
        Optional<KeptWeights> weights = runs.weights(run.id(), at);
        return weights.orElseThrow(() -> UserError.because("run " + run.id() + ": "
                + missing(at, kept.stream().map(Store.WeightsEntry::step).toList())));
    }

    /**
     * Returns the sentence that no weights were kept after a step.
     *
     * @param kept the steps after which weights were kept; not empty
     */
    static String missing(long step, List<Long> kept) {
        String begin = "no weights were kept after step " + step + ", but ";
        return kept.size() == 1
                ? begin + "only after step " + kept.get(0)
                : begin + "after " + firstOf(kept) + "; choose one of them";
    }

    /** Returns the first numbers of a list as text. */
    static String firstOf(List<Long> numbers) {
        return numbers.stream().limit(SHOWN).map(n -> Long.toString(n)).collect(Collectors.joining(", "))
                + (numbers.size() > SHOWN ? ", ..." : "");
    }

    /**
     * Refuses a run whose data files or components have changed: scaling and classes are read from the data again.
     *
     * @param currentId the id that the settings of the run have now
     */
    static void requireUnchanged(Run run, String currentId) {
        if (!currentId.equals(run.id())) {
            throw UserError.because("the data files of run " + run.id() + ", or the versions of its components, have"
                    + " changed since it was made, so that its scaling and its classes are not known; restore them, or"
                    + " make the run again");
        }
    }
}
