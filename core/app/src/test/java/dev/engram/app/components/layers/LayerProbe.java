package dev.engram.app.components.layers;

import dev.engram.spi.Activations;
import dev.engram.spi.BoundRule;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Network;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;
import java.util.Arrays;

/**
 * A "rule" that passes given inputs, errors and directions through all layers but the last, and keeps what comes out.
 */
final class LayerProbe implements LearningRule {
    private final float[] x;
    private final float[] errorAtOutput;
    private final float[] directionOfX;
    /** The direction of all parameters of the network; zero from where it ends. */
    float[] direction = new float[0];

    /** False if no error can pass through the first layer. */
    boolean errorReachesInput = true;

    float[] output;
    float[] errorAtInput;
    float[] tangent;

    LayerProbe(float[] x, float[] errorAtOutput, float[] directionOfX) {
        this.x = x;
        this.errorAtOutput = errorAtOutput;
        this.directionOfX = directionOfX;
    }

    private static void fill(Scratch to, float[] numbers) {
        System.arraycopy(numbers, 0, to.data(), 0, numbers.length);
    }

    @Override
    public BoundRule bind(Setup setup) {
        Network net = setup.network();
        int top = net.depth() - 2;
        Activations[] pass = setup.activationsPerLayer();
        Scratch[] dPre = setup.likePreActivations(), dOut = setup.likeOutputs();
        Scratch in = setup.perExample(net.layer(0).inputs()), dIn = setup.perExample(in.cols());
        Scratch[] below = new Scratch[top + 1];
        for (int l = 0; l <= top; l++) {
            below[l] = setup.perExample(net.layer(l).inputs());
        }
        Scratch along = setup.likeParameters();
        return batch -> {
            fill(in, x);
            net.forward(in, pass);
            output = copy(pass[top].output().rows() * pass[top].output().cols(), (Scratch) pass[top].output());
            fill(dOut[top], errorAtOutput);
            Scratch delta = dOut[top];
            for (int l = top; l >= 0; l--) {
                net.layer(l).backwardActivation(pass[l], delta, dPre[l]);
                net.layer(l).credit(dPre[l], pass[l]);
                if (l > 0 || errorReachesInput) {
                    net.layer(l).backwardAffine(dPre[l], net.layer(l).weights(), below[l]);
                    delta = below[l];
                }
            }
            errorAtInput = copy(x.length, below[0]);
            if (directionOfX != null) {
                fill(dIn, directionOfX);
                fill(along.fill(0), direction);
                for (int l = 0; l <= top; l++) {
                    net.layer(l).jvp(pass[l], l == 0 ? dIn : dOut[l - 1], along, dPre[l], dOut[l]);
                }
                tangent = copy(output.length, dOut[top]);
            }
            return 0;
        };
    }

    private static float[] copy(int n, Scratch from) {
        return Arrays.copyOf(from.data(), n);
    }
}
