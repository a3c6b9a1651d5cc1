package dev.engram.engine.step;

import dev.engram.engine.kernel.Kernels;
import dev.engram.engine.network.Arena;
import dev.engram.engine.network.ComputeContext;
import dev.engram.engine.random.StepStreams;
import dev.engram.engine.run.ResolvedOptimizer;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Optimizer;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;

/** Takes steps: a gradient from the source, rewritten by the optimizer, subtracted from the parameters. */
public final class Stepper {
    /** Numbers of a piece for elementwise optimizers: with the gradient and the parameters it stays in the first-level cache. */
    private static final int CHUNK = 4 * 1024;

    /**
     * After so many steps each, what is subnormal in a slot becomes 0. A moving average of gradients that have become 0 (a unit
     * that is silent for good) would not get there: 0.9 times the smallest float is rounded to it again. And it is not worth its
     * price: on Intel's processors a product with such a number takes a hundred cycles (Adam on 2,410 weights, of which
     * 375 belonged to silent units: 16.8 us a step with them, 10.4 without). Slots have to bear a 0 in any case, with which they begin.
     */
    private static final int FLUSH_INTERVAL = 1_000;

    private final GradientSource source;
    private final Arena arena;
    private final LongFunction<Optimizer> optimizers;
    private final StepStreams streams;
    /** Products that an optimizer makes for itself are not the rule's: its price is in its seconds. */
    private final ComputeContext computeContext = new ComputeContext();

    private StepNode root;
    /** The saved run that this one goes on from; null where it began here. */
    private Snapshot restored;
    /** The rule's memory, and what it was before the step and after it, for optimizers that evaluate again. */
    private float[][] ruleState;

    private float[][] ruleStateBefore;
    private float[][] ruleStateAfter;
    private boolean dryRunning;
    private float[] view;
    private String viewName = "";
    private long t;
    private double loss;

    /** @param total steps planned, for schedules */
    public Stepper(GradientSource source, ResolvedOptimizer optimizer, long total, long seed) {
        this(source, seed, step -> optimizer.schedule().at(step, total));
    }

    /** For one optimizer that does not change. */
    public Stepper(GradientSource source, Optimizer optimizer, long seed) {
        this(source, seed, step -> optimizer);
    }

    private Stepper(GradientSource source, long seed, LongFunction<Optimizer> optimizers) {
        this.source = source;
        this.arena = source.arena();
        this.optimizers = optimizers;
        this.streams = new StepStreams(seed, "optimizer");
        dryRun();
        ruleState = source.ruleState().values().toArray(float[][]::new);
        ruleStateBefore = clones(ruleState);
        ruleStateAfter = clones(ruleState);
    }

    private static float[][] clones(float[][] arrays) {
        return Arrays.stream(arrays).map(float[]::clone).toArray(float[][]::new);
    }

    /**
     * One step without consequences: finds every misfit before anything runs, and what rule and optimizer will ask for.
     * The gradient is that of the first batch for the rule, and zero for the optimizer.
     */
    private void dryRun() {
        dryRunning = true;
        RuleStateBackup backup = new RuleStateBackup(source);
        source.beginStep(1);
        source.computeGradient();
        backup.restore();
        Arrays.fill(arena.gradient(), 0);
        float[] keep = arena.theta().clone();
        root = new StepNode(this, "", arena.parameters(), "");
        Optimizer o = optimizers.apply(0);
        root.requireHandled(o);
        t = 1;
        streams.step(t);
        o.update(root);
        t = 0;
        if (!Arrays.equals(keep, arena.theta())) {
            throw new IncompatibleException("the optimizer " + o.getClass().getSimpleName()
                    + " writes the parameters; it may only rewrite the gradient");
        }
        root = new StepNode(this, "", arena.parameters(), "");
        view = null;
        viewName = "";
        dryRunning = false;
    }

    /** Takes a step; false: a parameter is no longer a finite number. */
    public boolean step() {
        t++;
        source.beginStep(t);
        streams.step(t);
        copy(
                ruleState,
                ruleStateBefore); // whether it is needed, only the optimizer knows, and only after the rule has learned
        loss = source.computeGradient();
        Optimizer o = optimizers.apply(t - 1);
        if (t % FLUSH_INTERVAL == 0) {
            flushSubnormals();
        }
        int n = arena.theta().length;
        if (n > CHUNK && arena.trainedLength() == n && o.elementwise()) {
            return stepInChunks(o, n);
        }
        o.update(root);
        arena.stepCoupled();
        return Kernels.subtract(arena.theta(), arena.gradient(), 0, n);
    }

    private boolean stepInChunks(Optimizer o, int n) {
        boolean finite = true;
        for (int from = 0; from < n; from += CHUNK) {
            int to = Math.min(n, from + CHUNK);
            root.setRange(from, to);
            o.update(root);
            finite &= Kernels.subtract(arena.theta(), arena.gradient(), from, to);
        }
        root.setRange(0, n);
        return finite;
    }

    private void flushSubnormals() {
        root.flushSubnormals();
        if (restored != null) {
            restored.slots().values().forEach(OptimizerState::flushSubnormals); // what has not been asked for since
        }
    }

    private static void copy(float[][] from, float[][] to) {
        for (int i = 0; i < from.length; i++) {
            System.arraycopy(from[i], 0, to[i], 0, from[i].length);
        }
    }

    private static Map<String, float[]> copies(Map<String, float[]> live) {
        Map<String, float[]> c = new TreeMap<>();
        live.forEach((name, m) -> c.put(name, m.clone()));
        return c;
    }

    double evaluate(float[] point) {
        if (dryRunning) {
            return 0;
        }
        copy(ruleState, ruleStateAfter);
        copy(ruleStateBefore, ruleState);
        arena.copyCoupled(point);
        arena.setActive(point);
        try {
            return source.computeGradient();
        } finally {
            arena.setActive(arena.theta());
            copy(ruleStateAfter, ruleState);
        }
    }

    void view(float[] slot, String name) {
        view = slot;
        viewName = name;
    }

    Arena arena() {
        return arena;
    }

    ComputeContext computeContext() {
        return computeContext;
    }

    StepStreams streams() {
        return streams;
    }

    /** Number of the present step, from 1; steps made between steps. */
    public long t() {
        return t;
    }

    /** Mean loss of the last batch, before its step. */
    public double loss() {
        return loss;
    }

    public GradientSource source() {
        return source;
    }

    /** The point to evaluate the model at: the parameters, or what the optimizer keeps in their place. */
    public float[] evaluationPoint() {
        if (view == null) {
            return arena.theta();
        }
        arena.copyCoupled(view);
        return view;
    }

    /** Memory beside the network's own parameters: the rule's, the optimizer's, and trained matrices that are not the network's. */
    public long stateBytes() {
        long bytes = root.bytes() + source.constantBytes();
        for (float[] m : source.ruleState().values()) {
            bytes += 4L * m.length;
        }
        return bytes
                + 4L
                        * arena.allParameters().stream()
                                .filter(p -> !p.inNetwork())
                                .mapToLong(p -> p.to() - p.from())
                                .sum();
    }

    /** All that the next steps depend on. */
    public Snapshot save() {
        Map<String, float[]> slots = new TreeMap<>();
        Map<String, Double> scalars = new TreeMap<>();
        if (restored != null) {
            slots.putAll(copies(restored.slots())); // what has not been asked for since
            scalars.putAll(restored.scalars());
        }
        root.save(slots, scalars);
        return new Snapshot(t, arena.theta().clone(), slots, scalars, copies(source.ruleState()), viewName);
    }

    /** Goes on as the run did that was saved: the same bits from here on. */
    public void restore(Snapshot s) {
        t = s.t();
        System.arraycopy(s.theta(), 0, arena.theta(), 0, s.theta().length);
        source.ruleState().forEach((name, m) -> System.arraycopy(s.ruleState().get(name), 0, m, 0, m.length));
        root = new StepNode(this, "", arena.parameters(), "");
        // Its own copy: these arrays become the slots, and the view is one of them.
        restored = new Snapshot(s.t(), s.theta(), copies(s.slots()), s.scalars(), s.ruleState(), s.view());
        root.restoreLazily(restored);
        viewName = s.view();
        view = viewName.isEmpty() ? null : restored.slots().get(viewName);
    }
}
