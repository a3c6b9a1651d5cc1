package dev.engram.testkit.contract.optimizer;

import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Rng;
import dev.engram.spi.Scratch;
import dev.engram.spi.Step;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** A step that records every call that an elementwise optimizer must not make. */
final class RecordingStep implements Step {
    final Set<String> requests = new TreeSet<>();
    private Step delegate;

    /** Sets the step to which calls are forwarded. */
    void delegateTo(Step real) {
        this.delegate = real;
    }

    @Override
    public int from() {
        return delegate.from();
    }

    @Override
    public int to() {
        return delegate.to();
    }

    @Override
    public List<Parameter> parameters() {
        requests.add("parameters()");
        return delegate.parameters();
    }

    @Override
    public long t() {
        return delegate.t();
    }

    @Override
    public double loss() {
        return delegate.loss();
    }

    @Override
    public float[] theta() {
        return delegate.theta();
    }

    @Override
    public float[] gradient() {
        return delegate.gradient();
    }

    @Override
    public float[] slot(String name) {
        return delegate.slot(name);
    }

    @Override
    public float[] slot(String name, float start) {
        return delegate.slot(name, start);
    }

    @Override
    public float[] slot(String name, float[] start) {
        return delegate.slot(name, start);
    }

    @Override
    public float[][] slots(String name, int count) {
        return delegate.slots(name, count);
    }

    @Override
    public Scratch slot(Parameter p, String name, int rows, int cols, float diagonal) {
        requests.add("the slot() of one parameter");
        return delegate.slot(p, name, rows, cols, diagonal);
    }

    @Override
    public Scalar scalar(String name, double start) {
        requests.add("scalar()");
        return delegate.scalar(name, start);
    }

    @Override
    public Scratch scratch(String name, int rows, int cols) {
        requests.add("scratch()");
        return delegate.scratch(name, rows, cols);
    }

    @Override
    public double[] scratch(String name, int length) {
        requests.add("scratch()");
        return delegate.scratch(name, length);
    }

    @Override
    public float[][] arrays(String name, int count) {
        requests.add("arrays()");
        return delegate.arrays(name, count);
    }

    @Override
    public void eigen(int n, double[] a, double[] values, double[] vectors) {
        requests.add("eigen()");
        delegate.eigen(n, a, values, vectors);
    }

    @Override
    public void compose(int n, double[] values, double[] vectors, double[] a) {
        requests.add("compose()");
        delegate.compose(n, values, vectors, a);
    }

    @Override
    public void orthonormalizeRows(int n, double[] a) {
        requests.add("orthonormalizeRows()");
        delegate.orthonormalizeRows(n, a);
    }

    @Override
    public Rng random(String name) {
        requests.add("random()");
        return delegate.random(name);
    }

    @Override
    public double dot(float[] a, float[] b) {
        requests.add("dot()");
        return delegate.dot(a, b);
    }

    @Override
    public double dot(Parameter p, float[] a, float[] b) {
        requests.add("dot()");
        return delegate.dot(p, a, b);
    }

    @Override
    public double sum(float[] a, int from, int to) {
        requests.add("sum()");
        return delegate.sum(a, from, to);
    }

    @Override
    public void dots(float[][] a, float[] x, float[] y, double[] sums) {
        requests.add("dots()");
        delegate.dots(a, x, y, sums);
    }

    @Override
    public void combine(int count, double[] c, float[][] a, float[] y, int from, int to) {
        requests.add("combine()");
        delegate.combine(count, c, a, y, from, to);
    }

    @Override
    public void useForEvaluation(float[] slot) {
        requests.add("useForEvaluation()");
        delegate.useForEvaluation(slot);
    }

    @Override
    public double evaluate(float[] point) {
        requests.add("evaluate()");
        return delegate.evaluate(point);
    }

    @Override
    public void updateWith(String name, Optimizer o) {
        requests.add("updateWith()");
        delegate.updateWith(name, o);
    }

    @Override
    public void updateWith(String name, Optimizer o, Predicate<Parameter> which) {
        requests.add("updateWith()");
        delegate.updateWith(name, o, which);
    }
}
