package dev.engram.engine.data;

import dev.engram.engine.run.DataSettings;
import dev.engram.spi.Dataset.InputRows;
import dev.engram.spi.Dataset.Table;
import dev.engram.spi.IncompatibleException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** Examples that a run has not seen, in the form of a division of its own data. */
final class NewExamples {
    private NewExamples() {}

    /**
     * Returns new examples as test data, whose targets are those of the first class, or 0.
     *
     * @param table the examples that the scaling was fitted to, before scaling
     * @param split their division
     */
    static Split of(Table table, DataSettings settings, Split split, InputRows examples) {
        if (examples.shape().size() != split.inputs()) {
            throw new IncompatibleException("the examples have "
                    + examples.shape().size() + " inputs, but the network was trained with " + split.inputs());
        }
        InputRows shaped = examples.withShape(split.shape());
        InputRows rows = settings.preprocessing().scaling() == DataSettings.Scaling.NONE
                ? shaped
                : new ScaledRows(
                        shaped,
                        ColumnScales.fit(settings.preprocessing().scaling(), table.inputRows(), split.training()));
        int n = shaped.rows();
        float[] t = targets(split, n);
        int[] labels = new int[split.hasClasses() ? n : 0];
        Split.Examples all = new Split.Examples(rows, split.targets(), t, labels, split.classes(), split.signed());
        int[] none = new int[0];
        return new Split(
                all,
                none,
                none,
                IntStream.range(0, n).toArray(),
                split.targetScaling().map(s -> s.of(t)).or(Optional::empty),
                split.augment());
    }

    private static float[] targets(Split split, int rows) {
        int k = split.targets();
        float[] t = new float[Math.multiplyExact(rows, k)];
        if (split.signed()) {
            Arrays.fill(t, -1);
        }
        for (int r = 0; split.hasClasses() && k > 1 && r < rows; r++) {
            t[r * k] = 1;
        }
        return t;
    }
}
