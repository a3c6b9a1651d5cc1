package dev.engram.testkit.standins;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Need;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Step;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Different optimizers for different parameters: Muon for the hidden weights and AdamW for the rest, for
 * example.
 */
@Component("split")
public record Split(
    @Hyper(value = "hidden", doc = "what the first optimizer steps: hidden weights, all weights, or the network")
        Part part,
    @Hyper(doc = "steps that part") Optimizer then,
    @Hyper(doc = "steps the others") Optimizer otherwise)
    implements Optimizer {
  /** A part of the parameters that is one stretch of the arena. */
  public enum Part {
    HIDDEN(Parameter::hidden),
    WEIGHTS(Parameter::weight),
    NETWORK(Parameter::network);

    private final Predicate<Parameter> in;
    private final Predicate<Parameter> out;

    Part(Predicate<Parameter> in) {
      this.in = in;
      this.out = in.negate();
    }
  }

  @Override
  public Set<Need> needs() {
    Set<Need> all = EnumSet.noneOf(Need.class);
    all.addAll(then.needs());
    all.addAll(otherwise.needs());
    return all;
  }

  @Override
  public boolean handles(Parameter p) {
    return (part.in.test(p) ? then : otherwise).handles(p);
  }

  @Override
  public void rewrite(Step s) {
    s.inner("then", then, part.in);
    s.inner("otherwise", otherwise, part.out);
  }
}
