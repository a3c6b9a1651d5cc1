package dev.engram.engine.train;

import dev.engram.engine.spec.RunSpec;
import dev.engram.engine.store.Run;
import dev.engram.spi.Misfit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Checks and carries out runs. For any number of threads; each run is one thread. */
public final class Runner {
  private final DataCache data;
  private final UsualGauges usual;

  public Runner(DataCache data, UsualGauges usual) {
    this.data = data;
    this.usual = usual;
  }

  /** A part of a run that does not go with the others, by its path in the spec. */
  public record Misplaced(String path, String reason) {}

  /** Which run this is. */
  public record Label(String id, String suite, String cell, long seed) {}

  /** Told how far a run has come; from the run's own thread. */
  @FunctionalInterface
  public interface Progress {
    void at(long step, long total);
  }

  /** Puts the run together, takes a step without consequences, and says what does not fit. */
  public List<Misplaced> check(RunSpec spec, long seed) {
    Fit fit = new Fit();
    Assembly.of(spec, seed, data, usual, fit);
    List<Misplaced> found = new ArrayList<>();
    fit.found().forEach(f -> found.add(new Misplaced(f.path(), f.reason())));
    return found;
  }

  /** Steps that the run will take. Throws {@link Misfit} where it does not fit together. */
  public long steps(RunSpec spec, long seed) {
    return assemble(spec, seed).totalSteps;
  }

  /** Trains to the end. Throws {@link Misfit} where it does not fit together, and whatever a component throws. */
  public Run run(Label label, RunSpec spec, Map<String, String> provenance, Progress progress) {
    return new Training(assemble(spec, label.seed()), spec, progress).run(label, provenance);
  }

  private Assembly assemble(RunSpec spec, long seed) {
    Fit fit = new Fit();
    Assembly a = Assembly.of(spec, seed, data, usual, fit);
    if (a == null) {
      throw new Misfit(String.join("; ", fit.found().stream().map(Fit.Misplaced::reason).toList()));
    }
    return a;
  }
}
