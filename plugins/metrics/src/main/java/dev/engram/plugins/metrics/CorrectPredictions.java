package dev.engram.plugins.metrics;

import dev.engram.spi.Metric.Predictions;

/** Number of correct predictions. */
final class CorrectPredictions {
    private CorrectPredictions() {}

    static int count(Predictions p) {
        int hits = 0;
        for (int r = 0, rows = p.scores().rows(); r < rows; r++) {
            if (p.predicted(r) == p.label(r)) {
                hits++;
            }
        }
        return hits;
    }

    static String incompatibility(String metric, boolean classes) {
        return classes ? null : metric + " needs classes, but the data has none; measure loss instead";
    }
}
