package dev.engram.plugins.learningrules;

import dev.engram.spi.Activation;
import dev.engram.spi.Layer;
import dev.engram.spi.LocalRule;
import dev.engram.spi.Matrix;
import dev.engram.spi.Network;
import dev.engram.spi.Objective;
import dev.engram.spi.Scratch;
import dev.engram.spi.Session;
import dev.engram.spi.Setup;
import dev.engram.spi.Trace;
import java.util.List;
import java.util.function.Function;

/** A setup that writes down the feedback matrices it hands out. */
record WatchedSetup(Setup real, List<Matrix> feedback) implements Setup {
  @Override
  public Matrix feedback(Layer layer, String name, float scale) {
    Matrix m = real.feedback(layer, name, scale);
    feedback.add(m);
    return m;
  }

  @Override
  public Network network() {
    return real.network();
  }

  @Override
  public Objective loss() {
    return real.loss();
  }

  @Override
  public int targets() {
    return real.targets();
  }

  @Override
  public Scratch perExample(int cols) {
    return real.perExample(cols);
  }

  @Override
  public Scratch scratch(int rows, int cols) {
    return real.scratch(rows, cols);
  }

  @Override
  public Scratch direction() {
    return real.direction();
  }

  @Override
  public Trace trace(Layer layer) {
    return real.trace(layer);
  }

  @Override
  public Scratch state(String name, int rows, int cols) {
    return real.state(name, rows, cols);
  }

  @Override
  public Matrix fixed(String name, int rows, int cols, float scale) {
    Matrix m = real.fixed(name, rows, cols, scale);
    feedback.add(m);
    return m;
  }

  @Override
  public Matrix uniform(String name, int rows, int cols, float limit) {
    Matrix m = real.uniform(name, rows, cols, limit);
    feedback.add(m);
    return m;
  }

  @Override
  public Matrix twin(Layer layer, String name, float decay) {
    return real.twin(layer, name, decay);
  }

  @Override
  public Layer layer(String name, int inputs, int units, Activation activation) {
    return real.layer(name, inputs, units, activation);
  }

  @Override
  public Layer head(String name, int inputs) {
    return real.head(name, inputs);
  }

  @Override
  public Session local(Function<Layer, LocalRule> choice) {
    return real.local(choice);
  }

  @Override
  public Session transport(Carrier carrier) {
    return real.transport(carrier);
  }
}
