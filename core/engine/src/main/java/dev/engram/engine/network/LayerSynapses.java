package dev.engram.engine.network;

import dev.engram.spi.Activations;
import dev.engram.spi.Matrix;
import dev.engram.spi.Scratch;
import dev.engram.spi.Synapses;
import java.util.Map;
import java.util.TreeMap;

/** One layer as a local rule sees it. */
final class LayerSynapses implements Synapses {
    private final RuleSetup ruleSetup;
    private final BaseLayer baseLayer;
    private static final String EXAMPLES = "rows for examples";
    private static final String SCRATCH = "scratch";
    private static final String STATE = "state";
    private static final String FIXED = "fixed matrix";

    private final Map<String, ScratchMatrix> matrices = new TreeMap<>();
    private final Map<String, String> purposes = new TreeMap<>();
    private Activations activations;
    private Matrix noise;
    private Matrix signal;

    LayerSynapses(RuleSetup ruleSetup, BaseLayer baseLayer) {
        this.ruleSetup = ruleSetup;
        this.baseLayer = baseLayer;
    }

    void bind(Activations activations, Matrix noise, Matrix signal) {
        this.activations = activations;
        this.noise = noise;
        this.signal = signal;
    }

    @Override
    public Matrix input() {
        return activations.input();
    }

    @Override
    public Matrix preActivation() {
        return activations.preActivation();
    }

    @Override
    public Matrix output() {
        return activations.output();
    }

    @Override
    public Matrix weights() {
        return baseLayer.weights();
    }

    @Override
    public Matrix signal() {
        return signal;
    }

    @Override
    public Matrix noise() {
        return noise;
    }

    @Override
    public void backwardActivation(Matrix delta, Scratch d) {
        baseLayer.backwardActivation(activations, delta, d);
    }

    @Override
    public void credit(Matrix d) {
        baseLayer.credit(d, activations);
    }

    @Override
    public void accumulateOuterProduct(float scale, Matrix post, Matrix pre) {
        baseLayer.accumulateOuterProduct(scale, post, pre);
    }

    @Override
    public void accumulate(float scale, Matrix g) {
        baseLayer.add(scale, g);
    }

    @Override
    public void creditBias(float scale, Matrix post) {
        baseLayer.creditBias(scale, post);
    }

    /** Keeps what was made at the first request of a name. Looked up before it is made: a step makes no lambda. */
    private ScratchMatrix register(String name, String purpose, ScratchMatrix made) {
        matrices.put(name, made);
        purposes.put(name, purpose);
        return made;
    }

    /** What was made under a name before, if it is what is asked for now; null where there is none. */
    private ScratchMatrix existing(String name, String purpose, int rows, int cols) {
        ScratchMatrix w = matrices.get(name);
        if (w == null) {
            return null;
        }
        if (!purposes.get(name).equals(purpose) || w.cols() != cols || rows > 0 && w.rows() != rows) {
            throw new IllegalArgumentException(
                    "'" + name + "' was asked for as " + purposes.get(name) + " of " + w.shape() + " before; give the "
                            + purpose + " of " + (rows > 0 ? rows + "x" : "") + cols + " a name of its own");
        }
        return w;
    }

    @Override
    public Scratch perExample(String name, int cols) {
        ScratchMatrix w = existing(name, EXAMPLES, 0, cols);
        return w != null ? w : register(name, EXAMPLES, ruleSetup.perExample(cols));
    }

    @Override
    public Scratch scratch(String name, int rows, int cols) {
        ScratchMatrix w = existing(name, SCRATCH, rows, cols);
        return w != null ? w : register(name, SCRATCH, ruleSetup.scratch(rows, cols));
    }

    @Override
    public Scratch state(String name, int rows, int cols) {
        ScratchMatrix w = existing(name, STATE, rows, cols);
        return w != null ? w : register(name, STATE, ruleSetup.state(scoped(name), rows, cols));
    }

    @Override
    public Matrix fixedGaussian(String name, int rows, int cols, float scale) {
        ScratchMatrix w = existing(name, FIXED, rows, cols);
        return w != null ? w : register(name, FIXED, ruleSetup.fixedGaussian(scoped(name), rows, cols, scale));
    }

    @Override
    public Matrix fixedUniform(String name, int rows, int cols, float limit) {
        ScratchMatrix w = existing(name, FIXED, rows, cols);
        return w != null ? w : register(name, FIXED, ruleSetup.fixedUniform(scoped(name), rows, cols, limit));
    }

    private String scoped(String name) {
        return "layer" + baseLayer.index() + "/" + name;
    }
}
