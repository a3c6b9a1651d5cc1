package dev.engram.engine.train;

import dev.engram.engine.data.DataCache;
import dev.engram.engine.data.InputScales;
import dev.engram.engine.inspect.Locality;
import dev.engram.engine.run.DataSettings;
import dev.engram.engine.run.NamedComponent;
import dev.engram.engine.run.ResolvedRun;
import dev.engram.engine.run.ResolvedTask.NetworkTraining;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.step.LearningSource;
import dev.engram.spi.IncompatibleException;
import java.util.List;
import java.util.Optional;

/** Checks and carries out runs. For any number of threads; each run is one thread. */
public final class Runner {
    private final DataCache data;

    public Runner(DataCache data) {
        this.data = data;
    }

    /**
     * What there is to know of a run beforehand: what does not fit, or else how many steps it will take.
     *
     * @param multiplyAdds of one step; 0 on a landscape
     * @param hasValidation can something be chosen without a look at the test data? Always on a landscape, which has no data
     * @param inputScales of inputs that are not scaled
     * @param metrics metrics of a network, without those that do not suit the data
     */
    public record CheckResult(
            List<Incompatibility> incompatibilities,
            long steps,
            long multiplyAdds,
            boolean hasValidation,
            List<String> metrics,
            Optional<InputScales> inputScales) {}

    /** Puts the run together and takes a step without consequences. */
    public CheckResult check(ResolvedRun run) {
        Compatibility compatibility = new Compatibility();
        PreparedRun a = PreparedRun.of(run, data, compatibility);
        return new CheckResult(
                List.copyOf(compatibility.incompatibilities()),
                a == null ? 0 : a.totalSteps,
                a == null ? 0 : a.stepMultiplyAdds,
                a == null
                        || a.split == null
                        || a.split.validation().length > 0 && a.split.validation() != a.split.test(),
                a == null
                        ? List.of()
                        : a.metrics.stream().map(NamedComponent::name).toList(),
                a != null
                                && run.task() instanceof NetworkTraining l
                                && l.data().settings().scaling() == DataSettings.Scaling.NONE
                        ? data.inputScales(l.data(), run.seed())
                        : Optional.empty());
    }

    /** What the learning rule knows that is not local, as it would be seen in this run; empty where that does not fit together. */
    public Optional<Locality> locality(ResolvedRun run) {
        PreparedRun a = PreparedRun.of(run, data, new Compatibility());
        return a != null && a.source instanceof LearningSource s ? Optional.of(Locality.of(s)) : Optional.empty();
    }

    /** Trains to the end. Throws {@link IncompatibleException} where it does not fit together, and whatever a component throws. */
    public RunResult run(ResolvedRun run, RunListener runListener) {
        return new TrainingLoop(prepare(run), run, runListener).run();
    }

    private PreparedRun prepare(ResolvedRun run) {
        Compatibility compatibility = new Compatibility();
        PreparedRun a = PreparedRun.of(run, data, compatibility);
        if (a == null) {
            throw new IncompatibleException(String.join(
                    "; ",
                    compatibility.incompatibilities().stream()
                            .map(Incompatibility::reason)
                            .toList()));
        }
        return a;
    }
}
