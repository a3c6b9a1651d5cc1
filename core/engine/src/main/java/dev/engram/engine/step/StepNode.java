package dev.engram.engine.step;

import dev.engram.engine.decomposition.Decompositions;
import dev.engram.engine.kernel.Kernels;
import dev.engram.engine.kernel.sums.InnerProducts;
import dev.engram.engine.kernel.sums.LinearCombination;
import dev.engram.engine.kernel.sums.Sums;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Rng;
import dev.engram.spi.Scratch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The {@link dev.engram.spi.Step} of one optimizer: its range of the arena, its state, and the nodes of its inner
 * optimizers. Nodes live as long as the run, so that a step allocates nothing.
 */
final class StepNode implements RangedStep {
    private static final Predicate<Parameter> ALL = p -> true;

    private final Stepper stepper;
    /** Prefix of the names of this node, with a slash at the end; "" for the outermost optimizer. */
    private final String scope;

    private final List<Parameter> parameters;
    /** Reason why the optimizer may not evaluate other points; "" if it may. */
    private final String evaluationRefusal;

    private final OptimizerState state;
    private final OptimizerScratch scratch;
    private final InnerProducts innerProducts = new InnerProducts();
    /** Created when it is first requested: few optimizers need it. */
    private Decompositions decompositions;

    /** The nodes of each inner optimizer: one for each contiguous range of its parameters. */
    private final ArrayMap<List<StepNode>> inner = new ArrayMap<>();
    /** Paths of the requested streams, by name. */
    private final ArrayMap<String> streams = new ArrayMap<>();
    /** Slot that was last used for evaluation, and its path. */
    private float[] viewedSlot;

    private String viewedPath;
    private int from;
    private int to;
    /**
     * Last step in which an inner optimizer updated the gradient; after that, no other point can be evaluated in the
     * step.
     */
    private long updatedAt;

    StepNode(Stepper stepper, String scope, List<Parameter> parameters, String evaluationRefusal) {
        this(
                stepper,
                scope,
                parameters,
                evaluationRefusal,
                new OptimizerState(scope, stepper.arena().theta().length, stepper.computeContext()));
    }

    private StepNode(
            Stepper stepper, String scope, List<Parameter> parameters, String evaluationRefusal, OptimizerState state) {
        this.stepper = stepper;
        this.scope = scope;
        this.parameters = parameters;
        this.evaluationRefusal = evaluationRefusal;
        this.state = state;
        scratch = new OptimizerScratch(stepper.computeContext());
        from = parameters.get(0).from();
        to = parameters.get(parameters.size() - 1).to();
    }

    /** Returns a node with the same state, through which another thread updates a range of its own. */
    StepNode part() {
        return new StepNode(stepper, scope, parameters, evaluationRefusal, state);
    }

    @Override
    public void setRange(int from, int to) {
        this.from = from;
        this.to = to;
    }

    void restoreLazily(Snapshot s) {
        state.restoreLazily(s);
    }

    /** Throws {@link IncompatibleException} if the optimizer does not support one of the parameters. */
    void requireHandled(Optimizer o) {
        for (Parameter p : parameters) {
            if (!o.supports(p)) {
                throw new IncompatibleException(o.getClass().getSimpleName() + " cannot step " + p.name() + " ("
                        + p.rows() + "x" + p.cols() + "); give that parameter to another optimizer");
            }
        }
    }

    @Override
    public int from() {
        return from;
    }

    @Override
    public int to() {
        return to;
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    @Override
    public long t() {
        return stepper.t();
    }

    @Override
    public double loss() {
        return stepper.loss();
    }

    @Override
    public float[] theta() {
        return stepper.arena().theta();
    }

    @Override
    public float[] gradient() {
        return stepper.arena().gradient();
    }

    @Override
    public float[] slot(String name) {
        return state.slot(name);
    }

    @Override
    public float[] slot(String name, float start) {
        return state.slot(name, start);
    }

    @Override
    public float[] slot(String name, float[] start) {
        return state.slot(name, start);
    }

    @Override
    public float[][] slots(String name, int count) {
        return state.slots(name, count);
    }

    @Override
    public Scratch slot(Parameter p, String name, int rows, int cols, float diagonal) {
        return state.matrix(p, name, rows, cols, diagonal);
    }

    @Override
    public Scalar scalar(String name, double start) {
        return state.scalar(name, start);
    }

    @Override
    public Scratch scratch(String name, int rows, int cols) {
        return scratch.matrix(name, rows, cols);
    }

    @Override
    public double[] scratch(String name, int length) {
        return scratch.doubles(name, length);
    }

    @Override
    public float[][] arrays(String name, int count) {
        return scratch.arrays(name, count);
    }

    @Override
    public void eigen(int n, double[] a, double[] values, double[] vectors) {
        decompositions().eigen(n, a, values, vectors);
    }

    @Override
    public void compose(int n, double[] values, double[] vectors, double[] a) {
        decompositions().compose(n, values, vectors, a);
    }

    @Override
    public void orthonormalizeRows(int n, double[] a) {
        decompositions().orthonormalizeRows(n, a);
    }

    private Decompositions decompositions() {
        if (decompositions == null) {
            decompositions = new Decompositions();
        }
        return decompositions;
    }

    @Override
    public Rng random(String name) {
        String path = streams.get(name);
        if (path == null) {
            path = scope + name;
            streams.put(name, path);
        }
        return stepper.streams().of(path);
    }

    @Override
    public double dot(float[] a, float[] b) {
        return Kernels.dot(a, b, from, to);
    }

    @Override
    public double dot(Parameter p, float[] a, float[] b) {
        return Kernels.dot(a, b, p.from(), p.to());
    }

    @Override
    public double sum(float[] a, int from, int to) {
        return Sums.sum(a, from, to);
    }

    @Override
    public void dots(float[][] a, float[] x, float[] y, double[] sums) {
        innerProducts.compute(a, x, y, from, to, sums);
    }

    @Override
    public void combine(int count, double[] c, float[][] a, float[] y, int from, int to) {
        LinearCombination.compute(count, c, a, y, from, to);
    }

    @Override
    public void useForEvaluation(float[] slot) {
        if (slot != viewedSlot) {
            String name = state.nameOf(slot);
            if (name == null) {
                throw new IllegalArgumentException("only a slot can be evaluated instead of the parameters");
            }
            viewedSlot = slot;
            viewedPath = scope + name;
        }
        stepper.view(viewedSlot, viewedPath);
    }

    @Override
    public double evaluate(float[] point) {
        if (!evaluationRefusal.isEmpty()) {
            throw new IncompatibleException(evaluationRefusal);
        }
        if (updatedAt == t()) {
            throw new IncompatibleException("an optimizer that evaluates the gradient again has to come first");
        }
        return stepper.evaluate(point);
    }

    @Override
    public void updateWith(String name, Optimizer o) {
        updateWith(name, o, ALL);
    }

    @Override
    public void updateWith(String name, Optimizer o, Predicate<Parameter> which) {
        List<StepNode> nodes = inner.get(name);
        if (nodes == null) {
            nodes = innerNodes(name, o, parameters.stream().filter(which).toList());
            inner.put(name, nodes);
        }
        for (int i = 0; i < nodes.size(); i++) {
            nodes.get(i).updatedAt = updatedAt;
            o.update(nodes.get(i));
        }
        updatedAt = nodes.isEmpty() ? updatedAt : t();
    }

    /** Returns a node for each contiguous range of a part of the parameters. */
    private List<StepNode> innerNodes(String name, Optimizer o, List<Parameter> part) {
        String why = part.size() < parameters.size()
                ? "an optimizer that evaluates again cannot step a part of the parameters"
                : evaluationRefusal;
        List<StepNode> nodes = new ArrayList<>();
        for (int first = 0, next; first < part.size(); first = next) {
            next = first + 1;
            while (next < part.size()
                    && part.get(next).from() == part.get(next - 1).to()) {
                next++;
            }
            String suffix = nodes.isEmpty() ? "/" : "." + (nodes.size() + 1) + "/";
            StepNode n = new StepNode(stepper, scope + name + suffix, List.copyOf(part.subList(first, next)), why);
            n.requireHandled(o);
            n.restoreLazily(state.pendingSnapshot());
            nodes.add(n);
        }
        return List.copyOf(nodes);
    }

    void flushSubnormals() {
        state.flushSubnormals();
        for (int i = 0; i < inner.size(); i++) {
            List<StepNode> nodes = inner.valueAt(i);
            for (int k = 0; k < nodes.size(); k++) {
                nodes.get(k).flushSubnormals();
            }
        }
    }

    long bytes() {
        long b = state.bytes(to - from);
        for (int i = 0; i < inner.size(); i++) {
            for (StepNode n : inner.valueAt(i)) {
                b += n.bytes();
            }
        }
        return b;
    }

    void save(Map<String, float[]> arrays, Map<String, Double> numbers) {
        state.save(arrays, numbers);
        for (int i = 0; i < inner.size(); i++) {
            inner.valueAt(i).forEach(n -> n.save(arrays, numbers));
        }
    }
}
