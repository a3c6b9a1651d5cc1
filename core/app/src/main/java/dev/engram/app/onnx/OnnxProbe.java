package dev.engram.app.onnx;

import dev.engram.spi.Activation;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.layer.AffineMap;
import dev.engram.spi.layer.LayerKernels;
import dev.engram.spi.layer.LayerParameter;
import dev.engram.spi.layer.LayerSetup;
import dev.engram.spi.layer.LayerState;
import dev.engram.spi.layer.Stage;
import dev.engram.spi.layer.StagePass;
import dev.engram.spi.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds out what a layer computes by letting it run on nothing: the kernels that it calls write down the call. A layer
 * with loops of its own fails, since there are no numbers.
 */
final class OnnxProbe implements LayerSetup {
    private static final String OWN_LOOPS = "it computes with loops of its own";

    private final Shape input;
    private final List<KernelCall> calls = new ArrayList<>();

    private Activation boundActivation;

    OnnxProbe(Shape input) {
        this.input = input;
    }

    /** Returns the only operation of synapses. */
    KernelCall operation(AffineMap map) {
        return only(() -> map.forward(null, null, null, null));
    }

    /** Returns the only operation of a stage. */
    KernelCall operation(Stage stage) {
        return only(() -> stage.forward(KernelCall.record(StagePass.class, new ArrayList<>()), null, null));
    }

    /** Returns the activation of a stage that is nothing else; empty for another stage. */
    Optional<Activation> boundActivation() {
        return Optional.ofNullable(boundActivation);
    }

    private KernelCall only(Runnable forward) {
        calls.clear();
        try {
            forward.run();
        } catch (NullPointerException e) {
            throw new UnsupportedOperationException(OWN_LOOPS, e);
        }
        if (calls.isEmpty()) {
            throw new UnsupportedOperationException(OWN_LOOPS);
        }
        if (calls.size() > 1) {
            throw new UnsupportedOperationException(
                    "it computes with " + calls.size() + " kernels, and only a layer of one kernel can be translated");
        }
        return calls.get(0);
    }

    @Override
    public Shape input() {
        return input;
    }

    @Override
    public LayerKernels kernels() {
        return KernelCall.record(LayerKernels.class, calls);
    }

    @Override
    public void weights(int rows, int cols, int fanIn, int fanOut) {
        // Where they are in a file is known from the operation.
    }

    @Override
    public void bias(int n) {
        // The file of weights tells whether there are biases.
    }

    @Override
    public LayerParameter parameter(String name, int n, float start) {
        throw new UnsupportedOperationException("it has the parameter " + name);
    }

    @Override
    public LayerState state(String name, int n, float start) {
        throw new UnsupportedOperationException("it has the state " + name);
    }

    @Override
    public int floats(int perExample, int fixed) {
        return 0;
    }

    @Override
    public int ints(int perExample) {
        return 0;
    }

    /** Returns null, since there is nothing to run: {@link #boundActivation} is the layer. */
    @Override
    public Stage activation(Activation function) {
        boundActivation = function;
        return null;
    }

    @Override
    public IncompatibleException mismatch(String needed) {
        return new IncompatibleException("it needs " + needed + ", but its input is " + input);
    }
}
