package dev.engram.engine.network;

import dev.engram.engine.network.Watch.Channel;
import dev.engram.spi.Activations;
import dev.engram.spi.Matrix;
import dev.engram.spi.Objective;
import dev.engram.spi.Scratch;

/** The loss as a rule asks for it; whoever listens to the rule hears the questions. */
record HeardLoss(Objective inside, Meter meter, int depth) implements Objective {
  private Matrix heard(Channel channel, Matrix targets) {
    return meter.watch == null ? targets : meter.watch.heard(channel, targets);
  }

  /** At the network's output, or at a layer that is read out before its time. */
  private Channel at(Activations output, Channel channel) {
    return ((Tape) output).layer == depth - 1 ? channel : Channel.HEAD;
  }

  private void filled(Matrix delta) {
    if (meter.watch != null) {
      meter.watch.error(delta);
    }
  }

  @Override
  public double valueAndError(Activations output, Matrix targets, Scratch delta) {
    double value = inside.valueAndError(output, heard(at(output, Channel.ERROR), targets), delta);
    filled(delta);
    return value;
  }

  @Override
  public double valueAndLosses(Activations output, Matrix targets, Scratch each) {
    return inside.valueAndLosses(output, heard(at(output, Channel.SCALAR), targets), each);
  }

  @Override
  public double value(Matrix y, Matrix targets) {
    return inside.value(y, heard(Channel.SCALAR, targets));
  }

  @Override
  public void gradient(Matrix y, Matrix targets, Scratch slope) {
    inside.gradient(y, heard(Channel.ERROR, targets), slope);
    filled(slope);
  }
}
