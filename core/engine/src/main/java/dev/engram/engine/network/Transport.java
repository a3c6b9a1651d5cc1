package dev.engram.engine.network;

import dev.engram.spi.Batch;
import dev.engram.spi.Layer;
import dev.engram.spi.Matrix;
import dev.engram.spi.Network;
import dev.engram.spi.Scratch;
import dev.engram.spi.Session;
import dev.engram.spi.Setup;
import dev.engram.spi.Trace;

/** The backward pass with a free choice of the matrices that carry the error down: the one path of many rules. */
final class Transport implements Session {
  private final Setup setup;
  private final Setup.Carrier carrier;
  private final Network net;
  private final Trace[] pass;
  private final Scratch[] out;
  private final Scratch[] d;

  Transport(Setup setup, Setup.Carrier carrier) {
    this.setup = setup;
    this.carrier = carrier;
    net = setup.network();
    pass = setup.pass();
    out = setup.atOutputs();
    d = setup.atUnits();
  }

  @Override
  public double learn(Batch batch) {
    int top = net.depth() - 1;
    net.forward(batch.inputs(), pass);
    double value = setup.loss().error(pass[top], batch.targets(), d[top]);
    for (int l = top; ; l--) {
      Layer layer = net.layer(l);
      layer.credit(d[l], pass[l]);
      Matrix m = l == 0 ? null : carrier.below(layer, batch);
      if (m == null) {
        return value;
      }
      Layer below = net.layer(l - 1);
      // A stage that does not pool lets the error be gated where it stands.
      Scratch delta = below.units() == below.outputs() ? d[l - 1] : out[l - 1];
      layer.back(d[l], m, delta);
      below.gate(pass[l - 1], delta, d[l - 1]);
    }
  }
}
