package dev.engram.app.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Contour lines over a grid, by marching squares. The levels are quantiles, so that flat valleys also have lines. */
final class Contours {
    private static final int LEVELS = 14;

    private final double[] xs;
    private final double[] ys;
    private final double[][] heights;

    /** @param heights by row (y) and column (x) */
    Contours(double[] xs, double[] ys, double[][] heights) {
        this.xs = xs;
        this.ys = ys;
        this.heights = heights;
    }

    /** The levels, lowest first, with their line segments, each as x, y, x, y. */
    List<Map<String, Object>> contours() {
        double[] sorted = Arrays.stream(heights)
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        List<Map<String, Object>> lines = new ArrayList<>();
        for (int i = 0; i < LEVELS && sorted.length > 0; i++) {
            // Denser near the minimum, where descents end: the quantile grows with the square of the index.
            double share = (i + 0.7) * (i + 0.7) / (LEVELS * (double) LEVELS);
            double level = sorted[(int) (share * (sorted.length - 1))];
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("level", level);
            line.put("segments", segments(level));
            lines.add(line);
        }
        return lines;
    }

    private List<double[]> segments(double level) {
        List<double[]> segments = new ArrayList<>();
        for (int r = 0; r + 1 < ys.length; r++) {
            for (int c = 0; c + 1 < xs.length; c++) {
                addCrossings(r, c, level, segments);
            }
        }
        return segments;
    }

    /**
     * The points where the line enters and leaves a square. At a saddle there are two lines; crossings are joined in
     * their order.
     */
    private void addCrossings(int r, int c, double level, List<double[]> segments) {
        int[][] corners = {{r, c}, {r, c + 1}, {r + 1, c + 1}, {r + 1, c}};
        List<double[]> crossings = new ArrayList<>();
        for (int k = 0; k < corners.length; k++) {
            int[] a = corners[k];
            int[] b = corners[(k + 1) % corners.length];
            double fa = heights[a[0]][a[1]];
            double fb = heights[b[0]][b[1]];
            if (Double.isFinite(fa) && Double.isFinite(fb) && fa < level != fb < level) {
                double t = (level - fa) / (fb - fa);
                crossings.add(new double[] {xs[a[1]] + t * (xs[b[1]] - xs[a[1]]), ys[a[0]] + t * (ys[b[0]] - ys[a[0]])
                });
            }
        }
        for (int k = 0; k + 1 < crossings.size(); k += 2) {
            segments.add(new double[] {
                crossings.get(k)[0],
                crossings.get(k)[1],
                crossings.get(k + 1)[0],
                crossings.get(k + 1)[1]
            });
        }
    }
}
