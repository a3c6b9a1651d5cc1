package dev.engram.engine.step;

import dev.engram.engine.kernel.Kernels;
import dev.engram.engine.matrix.Arena;
import dev.engram.engine.matrix.ComputeContext;
import dev.engram.engine.parallel.ThreadTeam;
import dev.engram.engine.random.StepStreams;
import dev.engram.engine.run.ResolvedOptimizer;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;

/**
 * Makes steps: the optimizer turns the gradient of the source into an update, which is subtracted from the parameters.
 */
public final class Stepper {
    /**
     * Parameters per chunk for elementwise optimizers: gradient and parameters of a chunk stay in the first-level
     * cache.
     */
    private static final int CHUNK = 4 * 1024;
    /**
     * Parameters per chunk if there are many, so that gradient and slots come from the third-level cache. Four arrays
     * of a chunk stay in the first-level cache until the subtraction. Each chunk costs about 20 ns.
     */
    private static final int SHORT_CHUNK = 1024;

    private static final int MANY = 256 * 1024;

    /**
     * Steps between flushes of subnormal numbers in slots to 0. The moving average of a gradient that has become 0 (a
     * dead unit) never reaches 0, because 0.9 times the smallest float is rounded to the same float. Subnormal numbers
     * are slow: on Intel processors a product takes about a hundred cycles (Adam on 2,410 weights, 375 of them of dead
     * units: 16.8 us per step, and 10.4 us after flushing). Optimizers handle a 0 in any case, because slots start with
     * 0.
     */
    private static final int FLUSH_INTERVAL = 1_000;

    private final GradientSource source;
    private final Arena arena;
    private final LongFunction<Optimizer> optimizers;
    private final StepStreams streams;
    /**
     * Counts the products of the optimizer, which do not belong to the rule: their cost shows in the seconds of the
     * run.
     */
    private final ComputeContext computeContext;

    private final DividedUpdate divided;
    private final StepNode[] parts;
    private StepNode root;
    /** The root of the parts. */
    private StepNode partsOf;

    /** Snapshot from which this run continues; null if it started here. */
    private Snapshot restored;
    /** State of the rule: live, before and after the step, for optimizers that evaluate other points. */
    private float[][] ruleState;

    private float[][] ruleStateBefore;
    private float[][] ruleStateAfter;
    private boolean dryRunning;
    private UntrainedWeights untrained;
    private float[] view;
    private String viewName = "";
    private long t;
    private double loss;

    /** @param total steps of the run, for schedules */
    public Stepper(GradientSource source, ResolvedOptimizer optimizer, long total, long seed) {
        this(source, optimizer, total, seed, ThreadTeam.SINGLE);
    }

    /** The same, with threads that share large products and updates of many parameters. */
    public Stepper(GradientSource source, ResolvedOptimizer optimizer, long total, long seed, ThreadTeam team) {
        this(source, seed, step -> optimizer.schedule().at(step, total), team);
    }

    /** A stepper whose optimizer is the same at every step. */
    public Stepper(GradientSource source, Optimizer optimizer, long seed) {
        this(source, seed, step -> optimizer, ThreadTeam.SINGLE);
    }

    private Stepper(GradientSource source, long seed, LongFunction<Optimizer> optimizers, ThreadTeam team) {
        this.source = source;
        this.computeContext = new ComputeContext(team);
        this.divided = new DividedUpdate(team);
        this.parts = new StepNode[divided.mostParts()];
        this.arena = source.arena();
        this.optimizers = optimizers;
        this.streams = new StepStreams(seed, "optimizer");
        dryRun();
        ruleState = source.ruleState().values().toArray(float[][]::new);
        ruleStateBefore = clones(ruleState);
        ruleStateAfter = clones(ruleState);
    }

    private static float[][] clones(float[][] arrays) {
        float[][] clones = new float[arrays.length][];
        for (int i = 0; i < clones.length; i++) {
            clones[i] = arrays[i].clone();
        }
        return clones;
    }

    /**
     * Makes one step without consequences, which finds every incompatibility and allocates what rule and optimizer
     * request. The gradient is that of the first batch for the rule, and zero for the optimizer.
     */
    private void dryRun() {
        dryRunning = true;
        RuleStateBackup backup = new RuleStateBackup(source);
        source.beginStep(1);
        source.computeGradient();
        untrained = UntrainedWeights.of(arena);
        backup.restore();
        Arrays.fill(arena.gradient(), 0);
        float[] keep = arena.theta().clone();
        root = new StepNode(this, "", arena.parameters(), "");
        Optimizer o = optimizers.apply(0);
        root.requireHandled(o);
        t = 1;
        streams.step(t);
        o.update(root);
        untrained = untrained.shrunkByUpdate();
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

    /**
     * Returns the names of weights that the rule gives no gradient and the optimizer shrinks without one, as weight
     * decay does. If there are such weights in the dry run, the gradients of some more batches are computed, because
     * one batch may give no gradient by chance. Call it before the first step.
     */
    public List<String> decayedUntrained() {
        if (!untrained.isEmpty()) {
            RuleStateBackup backup = new RuleStateBackup(source);
            untrained = untrained.inFirstSteps(source);
            backup.restore();
            Arrays.fill(arena.gradient(), 0);
        }
        return untrained.names();
    }

    /** Makes a step. Returns false if a parameter is no longer a finite number. */
    public boolean step() {
        t++;
        source.beginStep(t);
        streams.step(t);
        copy(ruleState, ruleStateBefore); // only the optimizer knows whether it is needed, and only later
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
        return divided.divides(n)
                ? divided.subtract(arena.theta(), arena.gradient(), n)
                : Kernels.subtract(arena.theta(), arena.gradient(), 0, n);
    }

    private boolean stepInChunks(Optimizer o, int n) {
        boolean finite = true;
        int chunk = n > MANY ? SHORT_CHUNK : CHUNK, here = divided.divides(n) ? chunk : n;
        for (int from = 0; from < here; from += chunk) {
            int to = Math.min(n, from + chunk);
            root.setRange(from, to);
            o.update(root);
            finite &= Kernels.subtract(arena.theta(), arena.gradient(), from, to);
        }
        root.setRange(0, n);
        if (here < n) {
            finite &= divided.update(o, parts(), arena.theta(), arena.gradient(), here, n, chunk);
        }
        return finite;
    }

    /** Returns nodes with the state of the root, one for each part of an update. */
    private StepNode[] parts() {
        if (partsOf != root) {
            partsOf = root;
            Arrays.setAll(parts, i -> root.part());
        }
        return parts;
    }

    private void flushSubnormals() {
        root.flushSubnormals();
        if (restored != null) {
            restored.slots()
                    .values()
                    .forEach(OptimizerState::flushSubnormals); // slots that have not been requested since
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

    /** Returns the number of the current step, from 1; between steps, the number of steps made. */
    public long t() {
        return t;
    }

    /** Returns the loss of the last batch before its step. */
    public double loss() {
        return loss;
    }

    public GradientSource source() {
        return source;
    }

    /**
     * Returns the point at which to evaluate the model: the parameters, or the slot that the optimizer chose instead.
     */
    public float[] evaluationPoint() {
        if (view == null) {
            return arena.theta();
        }
        arena.copyCoupled(view);
        return view;
    }

    /** Returns the bytes that rule and optimizer keep, including trained matrices that are not part of the network. */
    public long stateBytes() {
        long bytes = root.bytes() + source.constantBytes();
        for (float[] m : source.ruleState().values()) {
            bytes += 4L * m.length;
        }
        for (Parameter p : arena.allParameters()) {
            bytes += p.inNetwork() ? 0 : 4L * (p.to() - p.from());
        }
        return bytes;
    }

    /** Returns everything on which the next steps depend. */
    public Snapshot save() {
        Map<String, float[]> slots = new TreeMap<>();
        Map<String, Double> scalars = new TreeMap<>();
        if (restored != null) {
            slots.putAll(copies(restored.slots())); // slots that have not been requested since
            scalars.putAll(restored.scalars());
        }
        root.save(slots, scalars);
        return new Snapshot(t, arena.theta().clone(), slots, scalars, copies(source.ruleState()), viewName);
    }

    /** Continues from a saved state: the following steps have the same bits. */
    public void restore(Snapshot s) {
        t = s.t();
        System.arraycopy(s.theta(), 0, arena.theta(), 0, s.theta().length);
        source.ruleState().forEach((name, m) -> System.arraycopy(s.ruleState().get(name), 0, m, 0, m.length));
        root = new StepNode(this, "", arena.parameters(), "");
        // A copy, because these arrays become the slots, and the evaluation point is one of them.
        restored = new Snapshot(s.t(), s.theta(), copies(s.slots()), s.scalars(), s.ruleState(), s.view());
        root.restoreLazily(restored);
        viewName = s.view();
        view = viewName.isEmpty() ? null : restored.slots().get(viewName);
    }
}
