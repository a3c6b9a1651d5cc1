package dev.engram.engine.train;

import dev.engram.engine.data.DataCache;
import dev.engram.engine.data.DataFacts;
import dev.engram.engine.inspect.Locality;
import dev.engram.engine.parallel.ThreadTeam;
import dev.engram.engine.run.ResolvedRun;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.run.RunSize;
import dev.engram.engine.step.LearningSource;
import dev.engram.spi.IncompatibleException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks runs and makes them. Safe for any number of threads; each run uses one thread and its team. */
public final class Runner {
    private final DataCache data;

    public Runner(DataCache data) {
        this.data = data;
    }

    /**
     * The facts about a run that are known beforehand.
     *
     * @param incompatibilities parts that do not fit together; if there are any, the other fields are empty
     * @param hasValidation true if something can be chosen without the test data; always true on a landscape
     * @param metrics metrics of a network, without those that do not apply to the data
     * @param data facts about the examples
     * @param decayedUntrained names of weights that the rule does not train and the optimizer shrinks
     */
    public record CheckResult(
            List<Incompatibility> incompatibilities,
            RunSize size,
            boolean hasValidation,
            List<String> metrics,
            DataFacts data,
            List<String> decayedUntrained) {
        /** Returns the result for a run whose parts do not fit together, or that cannot be built. */
        public static CheckResult impossible(List<Incompatibility> incompatibilities) {
            return new CheckResult(
                    List.copyOf(incompatibilities), RunSize.NONE, true, List.of(), DataFacts.NONE, List.of());
        }
    }

    /** Prepares the run and makes one step without consequences. */
    public CheckResult check(ResolvedRun run) {
        return checker().check(run);
    }

    /** Returns a checker for many runs. */
    public RunChecker checker() {
        return new RunChecker(data);
    }

    /**
     * Returns the information that the learning rule of a run uses and a synapse could not have; empty on a landscape,
     * or if the run does not fit together.
     */
    public Optional<Locality> locality(ResolvedRun run) {
        PreparedRun prepared = new RunPreparation(run, data, ThreadTeam.SINGLE, new Compatibility()).prepare();
        return prepared != null && prepared.source() instanceof LearningSource s
                ? Optional.of(Locality.of(s))
                : Optional.empty();
    }

    /**
     * Trains to the end. Throws {@link IncompatibleException} if the run does not fit together, and every exception of
     * a component.
     */
    public RunResult run(ResolvedRun run, RunListener listener) {
        return run(run, listener, ThreadTeam.SINGLE);
    }

    /** The same, with threads that share large products. Their number changes no bit of the result. */
    public RunResult run(ResolvedRun run, RunListener listener, ThreadTeam team) {
        Compatibility compatibility = new Compatibility();
        PreparedRun prepared = new RunPreparation(run, data, team, compatibility).prepare();
        if (prepared == null) {
            throw new IncompatibleException(compatibility.incompatibilities().stream()
                    .map(Incompatibility::reason)
                    .collect(Collectors.joining("; ")));
        }
        return new TrainingLoop(prepared, run, listener).run();
    }
}
