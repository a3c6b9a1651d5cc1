package dev.engram.engine.train;

import dev.engram.engine.config.DataSpec;
import dev.engram.engine.config.RunSpec;
import dev.engram.engine.store.Run;
import dev.engram.spi.IncompatibleException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks and carries out runs. For any number of threads; each run is one thread. */
public final class Runner {
  private final DataCache data;

  public Runner(DataCache data) {
    this.data = data;
  }

  /** Which run this is. */
  public record Label(String id, String suite, String cell, long seed) {}

  /**
   * What there is to know of a run beforehand: what does not fit, or else how many steps it will take.
   *
   * @param multiplyAdds of one step; 0 on a landscape
   * @param validated can something be chosen without a look at the test data? Always on a landscape, which has no data
   * @param spread of inputs that are not scaled
   * @param measured metrics of a network, without those that do not suit the data
   */
  public record Checked(List<Misplaced> misplaced, long steps, long multiplyAdds, boolean validated, List<String> measured, Optional<Spread> spread) {}

  /** Puts the run together and takes a step without consequences. */
  public Checked check(RunSpec spec, long seed) {
    Fit fit = new Fit();
    Assembly a = Assembly.of(spec, seed, data, fit);
    return new Checked(List.copyOf(fit.found()), a == null ? 0 : a.totalSteps, a == null ? 0 : a.stepMultiplyAdds,
        a == null || a.split == null || a.split.validation().length > 0 && a.split.validation() != a.split.test(),
        a == null ? List.of() : a.gauges.stream().map(Gauge::name).toList(),
        a != null && spec.task() instanceof RunSpec.Learning l && l.data().settings().scaling() == DataSpec.Scaling.NONE ? data.spread(l.data(), seed) : Optional.empty());
  }

  /** What the learning rule knows that is not local, as it would be seen in this run; empty where that does not fit together. */
  public Optional<Locality> locality(RunSpec spec, long seed) {
    Assembly a = Assembly.of(spec, seed, data, new Fit());
    return a != null && a.source instanceof LearningSource s ? Optional.of(Locality.of(s)) : Optional.empty();
  }

  /** Trains to the end. Throws {@link IncompatibleException} where it does not fit together, and whatever a component throws. */
  public Run run(Label label, RunSpec spec, Map<String, String> provenance, Attendant attendant) {
    return new Training(assemble(spec, label.seed()), spec, attendant).run(label, provenance);
  }

  private Assembly assemble(RunSpec spec, long seed) {
    Fit fit = new Fit();
    Assembly a = Assembly.of(spec, seed, data, fit);
    if (a == null) {
      throw new IncompatibleException(String.join("; ", fit.found().stream().map(Misplaced::reason).toList()));
    }
    return a;
  }
}
