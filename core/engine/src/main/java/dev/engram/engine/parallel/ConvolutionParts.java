package dev.engram.engine.parallel;

import dev.engram.engine.kernel.Convolutions;
import dev.engram.engine.kernel.Workspace;
import dev.engram.spi.shape.ConvGeometry;

/** The parts of a convolution: some examples, or some elements of the kernel for its weight gradient. */
final class ConvolutionParts extends OperandParts {
    private enum Kind {
        FORWARD,
        INPUT_GRADIENT,
        WEIGHT_GRADIENT
    }

    private Kind kind = Kind.FORWARD;
    private ConvGeometry g;
    private int batch;

    ConvolutionParts(Workspace[] workspaces) {
        super(workspaces);
    }

    void forward(float[] bias, int biasOff) {
        this.kind = Kind.FORWARD;
        bias(bias, biasOff);
    }

    void inputGradient(float[] bias, int biasOff) {
        this.kind = Kind.INPUT_GRADIENT;
        bias(bias, biasOff);
    }

    void weightGradient(float scale, boolean accumulate) {
        this.kind = Kind.WEIGHT_GRADIENT;
        result(scale, accumulate);
    }

    ConvolutionParts shape(ConvGeometry g, int batch, int parts) {
        this.g = g;
        this.batch = batch;
        this.parts = parts;
        return this;
    }

    @Override
    public void run(int part) {
        int all = kind == Kind.WEIGHT_GRADIENT ? g.patch() : batch;
        int from = (int) ((long) all * part / parts);
        int to = (int) ((long) all * (part + 1) / parts);
        int at = ao + from * (kind == Kind.FORWARD ? g.inputs() : g.outputs());
        Workspace w = workspaces[part];
        switch (kind) {
            case FORWARD ->
                Convolutions.forward(g, to - from, a, at, b, bo, bias, biasOff, c, co + from * g.outputs(), w);
            case INPUT_GRADIENT ->
                Convolutions.inputGradient(g, to - from, a, at, b, bo, bias, biasOff, c, co + from * g.inputs(), w);
            case WEIGHT_GRADIENT ->
                Convolutions.weightGradient(g, from, to, batch, scale, a, ao, b, bo, accumulate, c, co, w);
        }
    }
}
