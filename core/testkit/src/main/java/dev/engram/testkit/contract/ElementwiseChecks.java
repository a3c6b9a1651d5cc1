package dev.engram.testkit.contract;

import dev.engram.engine.network.Arena;
import dev.engram.engine.step.Stepper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Parameter.Tag;
import dev.engram.spi.Step;
import dev.engram.testkit.contract.Terrain.Fault;
import dev.engram.testkit.contract.Terrain.Plot;
import java.util.List;
import java.util.Set;

/** What an optimizer promises that calls itself elementwise. */
final class ElementwiseChecks {
  static final String PIECES = "elementwise: cutting the arena into pieces changes no bit";
  static final String SPLIT = "elementwise: splitting a tensor in two changes no bit";
  static final String ORDER = "elementwise: the order of the parameters changes no bit";
  static final String MODEST =
      "elementwise: it asks for no scalars, dot products, evaluations, views or inner optimizers";

  private static final int STEPS = 5;
  private static final Set<Tag> WEIGHT = Set.of(Tag.WEIGHT);

  private ElementwiseChecks() {}

  static void add(Checks to, Optimizer o) {
    to.add(MODEST, () -> o.elementwise() ? modest(o) : no());
    to.add(PIECES, () -> o.elementwise() ? pieces(o) : no());
    to.add(SPLIT, () -> o.elementwise() ? split(o) : no());
    to.add(ORDER, () -> o.elementwise() ? order(o) : no());
  }

  private static Verdict no() {
    return Verdict.skipped("it does not call itself elementwise");
  }

  /** More numbers than the engine steps at once, in parameters whose borders are not those of the pieces. */
  static Terrain wide() {
    return new Terrain(List.of(new Plot("a", 150, 201, WEIGHT, 0), new Plot("b", 180, 203, WEIGHT, 150 * 201),
        new Plot("c", 11, 1, Set.of(Tag.BIAS), 150 * 201 + 180 * 203)), true, Fault.NONE);
  }

  private static Arena run(Terrain terrain, Optimizer o) {
    Stepper s = new Stepper(terrain, o, OptimizerChecks.SEED);
    for (int i = 0; i < STEPS; i++) {
      s.step();
    }
    return terrain.arena();
  }

  private static Verdict modest(Optimizer o) {
    Frugal spy = new Frugal();
    run(new Terrain(Terrain.usual(o), true, Fault.NONE), new Wrapped(o) {
      @Override
      public void update(Step s) {
        spy.open(s);
        inside.update(spy);
      }
    });
    return spy.asked.isEmpty() ? Verdict.passed("arrays and slots only")
        : Verdict.failed("expected that an elementwise optimizer asks for arrays only, found that it asks "
            + "for %s", String.join(", ", spy.asked));
  }

  private static Verdict pieces(Optimizer o) {
    float[] whole = run(wide(), new Wrapped(o)).theta();
    float[] cut = run(wide(), o).theta();
    String d = Bits.difference("parameters after " + STEPS + " steps", whole, cut);
    return d == null ? Verdict.passed("%d numbers in pieces, as in one", whole.length)
        : Verdict.failed("%s, once cut into pieces; the step at i may depend on index i and the number of "
            + "the step alone", d);
  }

  private static Verdict split(Optimizer o) {
    float[] whole = run(new Terrain(List.of(new Plot("a", 6, 5, WEIGHT, 0)), true, Fault.NONE), o).theta();
    float[] halves = run(new Terrain(List.of(new Plot("b", 2, 5, WEIGHT, 0), new Plot("c", 4, 5, WEIGHT, 10)),
        true, Fault.NONE), o).theta();
    String d = Bits.difference("parameters after " + STEPS + " steps", whole, halves);
    return d == null ? Verdict.passed("6x5 as 2x5 and 4x5") : Verdict.failed("%s, once split in two", d);
  }

  private static Verdict order(Optimizer o) {
    Plot a = new Plot("a", 3, 5, WEIGHT, 0), b = new Plot("b", 4, 2, WEIGHT, 15);
    Arena one = run(new Terrain(List.of(a, b), true, Fault.NONE), o),
        two = run(new Terrain(List.of(b, a), true, Fault.NONE), o);
    for (Parameter p : one.parameters()) {
      Parameter q = two.parameters().stream().filter(x -> x.name().equals(p.name())).findFirst().orElseThrow();
      for (int i = 0; i < p.to() - p.from(); i++) {
        float x = one.theta()[p.from() + i], y = two.theta()[q.from() + i];
        if (Float.floatToRawIntBits(x) != Float.floatToRawIntBits(y)) {
          return Verdict.failed("expected %s at index %d of parameter %s wherever it lies in the arena, "
              + "found %s", x, i, p.name(), y);
        }
      }
    }
    return Verdict.passed("two parameters in both orders");
  }
}
