package dev.engram.testkit.contract;

import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Rng;
import dev.engram.spi.Scratch;
import dev.engram.spi.Step;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** A step that writes down what an elementwise optimizer has no business asking for. */
final class Frugal implements Step {
  final Set<String> asked = new TreeSet<>();
  private Step real;

  /** Shows this step to the optimizer in place of the real one. */
  void open(Step real) {
    this.real = real;
  }

  @Override
  public int from() {
    return real.from();
  }

  @Override
  public int to() {
    return real.to();
  }

  @Override
  public List<Parameter> parameters() {
    asked.add("parameters()");
    return real.parameters();
  }

  @Override
  public long t() {
    return real.t();
  }

  @Override
  public double loss() {
    return real.loss();
  }

  @Override
  public float[] theta() {
    return real.theta();
  }

  @Override
  public float[] gradient() {
    return real.gradient();
  }

  @Override
  public float[] slot(String name) {
    return real.slot(name);
  }

  @Override
  public float[] slot(String name, float start) {
    return real.slot(name, start);
  }

  @Override
  public float[] slot(String name, float[] start) {
    return real.slot(name, start);
  }

  @Override
  public Scratch slot(Parameter p, String name, int rows, int cols, float diagonal) {
    asked.add("a matrix of one parameter");
    return real.slot(p, name, rows, cols, diagonal);
  }

  @Override
  public Scalar scalar(String name, double start) {
    asked.add("scalar()");
    return real.scalar(name, start);
  }

  @Override
  public Scratch scratch(String name, int rows, int cols) {
    asked.add("scratch()");
    return real.scratch(name, rows, cols);
  }

  @Override
  public double[] scratch(String name, int length) {
    asked.add("scratch()");
    return real.scratch(name, length);
  }

  @Override
  public Rng random(String name) {
    asked.add("random()");
    return real.random(name);
  }

  @Override
  public double dot(float[] a, float[] b) {
    asked.add("dot()");
    return real.dot(a, b);
  }

  @Override
  public double dot(Parameter p, float[] a, float[] b) {
    asked.add("dot()");
    return real.dot(p, a, b);
  }

  @Override
  public void useForEvaluation(float[] slot) {
    asked.add("view()");
    real.useForEvaluation(slot);
  }

  @Override
  public double evaluate(float[] point) {
    asked.add("evaluate()");
    return real.evaluate(point);
  }

  @Override
  public void updateWith(String name, Optimizer o) {
    asked.add("inner()");
    real.updateWith(name, o);
  }

  @Override
  public void updateWith(String name, Optimizer o, Predicate<Parameter> which) {
    asked.add("inner()");
    real.updateWith(name, o, which);
  }
}
