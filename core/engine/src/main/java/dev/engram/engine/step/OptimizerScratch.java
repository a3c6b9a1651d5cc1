package dev.engram.engine.step;

import dev.engram.engine.matrix.ComputeContext;
import dev.engram.engine.matrix.ScratchMatrix;
import dev.engram.spi.Scratch;
import java.util.ArrayList;
import java.util.List;

/**
 * Scratch memory of one optimizer, which is not saved. Each name has one array per shape, so that an optimizer that
 * loops over matrices can use the same name for all of them.
 */
final class OptimizerScratch {
    private final ComputeContext computeContext;
    private final List<Shaped> matrices = new ArrayList<>();
    private final List<Doubles> doubles = new ArrayList<>();
    private final List<Arrays> arrays = new ArrayList<>();

    OptimizerScratch(ComputeContext computeContext) {
        this.computeContext = computeContext;
    }

    Scratch matrix(String name, int rows, int cols) {
        for (int i = 0; i < matrices.size(); i++) {
            Shaped s = matrices.get(i);
            if (s.scratchMatrix.rows() == rows && s.scratchMatrix.cols() == cols && s.name.equals(name)) {
                return s.scratchMatrix;
            }
        }
        ScratchMatrix w = new ScratchMatrix(rows, cols, computeContext);
        matrices.add(new Shaped(name, w));
        return w;
    }

    double[] doubles(String name, int length) {
        for (int i = 0; i < doubles.size(); i++) {
            Doubles d = doubles.get(i);
            if (d.numbers.length == length && d.name.equals(name)) {
                return d.numbers;
            }
        }
        Doubles d = new Doubles(name, new double[length]);
        doubles.add(d);
        return d.numbers;
    }

    float[][] arrays(String name, int count) {
        for (int i = 0; i < arrays.size(); i++) {
            Arrays a = arrays.get(i);
            if (a.rows.length == count && a.name.equals(name)) {
                return a.rows;
            }
        }
        Arrays a = new Arrays(name, new float[count][]);
        arrays.add(a);
        return a.rows;
    }

    private record Shaped(String name, ScratchMatrix scratchMatrix) {}

    private record Doubles(String name, double[] numbers) {}

    private record Arrays(String name, float[][] rows) {}
}
