package dev.engram.engine.network;

import dev.engram.spi.Activations;
import dev.engram.spi.Batch;
import dev.engram.spi.BoundRule;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Layer;
import dev.engram.spi.LocalRule;
import dev.engram.spi.LocalRule.Signal;
import dev.engram.spi.Network;
import dev.engram.spi.Requirement;
import dev.engram.spi.Scratch;
import java.util.function.Function;

/** Runs local rules: every layer gets its own keyhole. */
final class Locals implements BoundRule {
  private final Workplace place;
  private final Network net;
  private final LocalRule[] rules;
  private final Keyhole[] holes;
  private final String[] noiseNames;
  private final Scratch[] noise;
  private final Activations[] clean;
  private final Activations[] noisy;
  private final Scratch error;
  private final Scratch undisturbed;
  private final Scratch disturbed;
  private final Scratch reward;
  /** Made once, so that a step makes no lambda. */
  private final Network.PreActivationHook disturbance;
  private final boolean explores;
  private final boolean judges;

  Locals(Workplace place, Function<Layer, LocalRule> choice) {
    this.place = place;
    net = place.network();
    int n = net.depth();
    rules = new LocalRule[n];
    holes = new Keyhole[n];
    noiseNames = new String[n];
    noise = new Scratch[n];
    boolean some = false;
    for (int l = 0; l < n; l++) {
      rules[l] = choice.apply(net.layer(l));
      holes[l] = new Keyhole(place, place.net().block(l));
      noiseNames[l] = "noise/" + l;
      some |= rules[l].exploration() > 0;
    }
    explores = some;
    judges = net.last().outputs() == place.targets();
    for (LocalRule r : rules) {
      if (!judges && (r.signal() == Signal.ERROR || r.signal() == Signal.REWARD)) {
        throw new IncompatibleException("needs " + Requirement.OUTPUT_LAYER.text());
      }
    }
    clean = place.activationsPerLayer();
    noisy = explores ? place.activationsPerLayer() : null;
    for (int l = 0; l < n && explores; l++) {
      noise[l] = place.perExample(net.layer(l).units());
    }
    disturbance = (l, a) -> a.add(rules[l].exploration(), noise[l]);
    error = place.perExample(place.targets());
    undisturbed = place.perExample(1);
    disturbed = place.perExample(1);
    reward = place.perExample(1);
  }

  @Override
  public double learn(Batch batch) {
    int top = net.depth() - 1;
    net.forward(batch.inputs(), clean);
    double loss = judges ? place.loss().valueAndError(clean[top], batch.targets(), error) : Double.NaN;
    if (explores) {
      explore(batch);
    }
    for (int l = 0; l <= top; l++) {
      Signal signal = rules[l].signal();
      holes[l].open(clean[l], explores ? noise[l] : null, switch (signal) {
        case NONE -> null;
        case TARGET -> batch.targets();
        case ERROR -> error;
        case REWARD -> reward;
      });
      rules[l].learn(holes[l]);
    }
    return loss;
  }

  private void explore(Batch batch) {
    int top = net.depth() - 1;
    for (int l = 0; l <= top; l++) {
      noise[l].gaussian(batch.random(noiseNames[l]));
    }
    net.forward(batch.inputs(), noisy, disturbance);
    place.loss().valueAndLosses(clean[top], batch.targets(), undisturbed);
    place.loss().valueAndLosses(noisy[top], batch.targets(), disturbed);
    reward.set(undisturbed).add(-1, disturbed);
  }
}
