package dev.engram.engine.train;

import dev.engram.engine.listen.ListenedRun;
import dev.engram.engine.listen.RunListeners;
import dev.engram.engine.run.ResolvedRun;
import dev.engram.engine.step.LearningSource;
import java.util.Optional;

/** Lets the listeners of a run follow it. */
final class ListenerBinding {
    private ListenerBinding() {}

    /**
     * Returns the run with its listeners.
     *
     * @param prepared a run without listeners, or null
     * @return null if there is no run, or if a listener does not support it, which is reported
     */
    static PreparedRun bind(PreparedRun prepared, ResolvedRun run, Compatibility compatibility) {
        if (prepared == null || run.listeners().isEmpty()) {
            return prepared;
        }
        int before = compatibility.incompatibilities().size();
        RunListeners listeners =
                new RunListeners(run.listeners(), view(prepared, run), why -> compatibility.add("listen", why));
        return compatibility.incompatibilities().size() == before ? prepared.withListeners(listeners) : null;
    }

    private static ListenedRun view(PreparedRun prepared, ResolvedRun run) {
        Optional<PreparedRun.Evaluation> evaluation = Optional.ofNullable(prepared.evaluation());
        boolean forward =
                prepared.source() instanceof LearningSource s && s.learner().predictsForward();
        return new ListenedRun(
                prepared.source(),
                run.optimizer(),
                run.seed(),
                new ListenedRun.Length(
                        prepared.length().steps(),
                        prepared.length().stepsPerEpoch(),
                        prepared.source() instanceof LearningSource s
                                ? s.batches().size()
                                : 0),
                evaluation.map(PreparedRun.Evaluation::split),
                evaluation
                        .map(PreparedRun.Evaluation::evaluator)
                        .filter(e -> forward)
                        .map(e -> (rows, point) -> e.predict(rows, point).loss()));
    }
}
