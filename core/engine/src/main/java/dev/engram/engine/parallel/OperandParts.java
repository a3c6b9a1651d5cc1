package dev.engram.engine.parallel;

import dev.engram.engine.kernel.Workspace;

/** The parts of one product, each for one thread, with the operands that all of them share. */
abstract class OperandParts implements ThreadTeam.Task {
    final Workspace[] workspaces;
    int parts;
    float[] a;
    int ao;
    float[] b;
    int bo;
    float[] bias;
    int biasOff;
    float scale;
    boolean accumulate;
    float[] c;
    int co;

    OperandParts(Workspace[] workspaces) {
        this.workspaces = workspaces;
    }

    final void bias(float[] bias, int biasOff) {
        this.bias = bias;
        this.biasOff = biasOff;
    }

    final void result(float scale, boolean accumulate) {
        this.scale = scale;
        this.accumulate = accumulate;
    }

    final void operands(float[] a, int ao, float[] b, int bo, float[] c, int co) {
        this.a = a;
        this.ao = ao;
        this.b = b;
        this.bo = bo;
        this.c = c;
        this.co = co;
    }

    /** Forgets the operands. */
    final void clear() {
        a = null;
        b = null;
        c = null;
        bias = null;
    }
}
