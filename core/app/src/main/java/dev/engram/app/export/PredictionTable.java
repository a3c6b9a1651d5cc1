package dev.engram.app.export;

import dev.engram.engine.render.CsvText;
import dev.engram.spi.Matrix;
import dev.engram.spi.Metric;
import java.util.List;

/** Predictions as CSV: one row for each example. */
public final class PredictionTable {
    private PredictionTable() {}

    /**
     * Returns the number of each example from 1, its predicted class if there are classes, and the outputs of the
     * network in full precision: one for each class, or in the unit of the targets. The class is empty if an output is
     * not a number.
     */
    public static String csv(Metric.Predictions predictions) {
        Matrix scores = predictions.scores();
        List<String> classes = predictions.classNames();
        StringBuilder b = new StringBuilder("example");
        if (predictions.classes()) {
            b.append(",class");
        }
        for (int i = 0; i < scores.cols(); i++) {
            b.append(',').append(CsvText.field(output(i, scores.cols(), classes)));
        }
        b.append("\r\n");
        for (int r = 0; r < scores.rows(); r++) {
            b.append(r + 1);
            if (predictions.classes()) {
                int predicted = predictions.predicted(r);
                b.append(',').append(predicted < 0 ? "" : CsvText.field(classes.get(predicted)));
            }
            for (int i = 0; i < scores.cols(); i++) {
                b.append(',').append(scores.get(r, i));
            }
            b.append("\r\n");
        }
        return b.toString();
    }

    private static String output(int i, int count, List<String> classes) {
        if (count == 1) {
            return "output";
        }
        return "output." + (classes.size() == count ? classes.get(i) : Integer.toString(i + 1));
    }
}
