package dev.engram.app.report;

import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.store.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The measurements during training, over seeds: the median and the interquartile range, by cell and step. Quantiles
 * instead of means, because a single diverging run would dominate a mean.
 */
final class Curves {
    /** The maximum number of points of all curves together, which keeps the page small. */
    private static final int MAX_POINTS = 40_000;

    private static final int MAX_POINTS_PER_CURVE = 120;
    private static final int MIN_POINTS_PER_CURVE = 12;

    private final Map<List<Long>, Integer> grids = new LinkedHashMap<>();
    private final List<Map<String, Object>> charts = new ArrayList<>();

    private Curves() {}

    /** One chart for each series of the requested measurements, in order of appearance. */
    static Map<String, Object> of(List<CellRuns> cells, Predicate<Measurement> wanted) {
        Map<String, Map<Integer, TreeMap<Long, Sample>>> series = new LinkedHashMap<>();
        for (int c = 0; c < cells.size(); c++) {
            for (Run run : cells.get(c).runs()) {
                for (Measurement m : run.measurements()) {
                    if (wanted.test(m) && Double.isFinite(m.value())) {
                        series.computeIfAbsent(m.phase() + " " + m.metric(), k -> new TreeMap<>())
                                .computeIfAbsent(c, k -> new TreeMap<>())
                                .computeIfAbsent(m.step(), k -> new Sample())
                                .add(m.value());
                    }
                }
            }
        }
        int lines = series.values().stream().mapToInt(Map::size).sum();
        int points = pointsPerCurve(lines);
        Curves curves = new Curves();
        series.forEach((name, byCell) -> curves.chart(name, byCell, points));
        return Map.of("grids", curves.grids.keySet(), "charts", curves.charts);
    }

    /** Returns how many points each of some lines may have, so that the page stays small. */
    static int pointsPerCurve(int lines) {
        return Math.max(MIN_POINTS_PER_CURVE, Math.min(MAX_POINTS_PER_CURVE, MAX_POINTS / Math.max(1, lines)));
    }

    private void chart(String name, Map<Integer, TreeMap<Long, Sample>> byCell, int points) {
        if (byCell.values().stream().allMatch(line -> line.size() < 2)) {
            return; // a single measurement is not a curve
        }
        List<Map<String, Object>> lines = new ArrayList<>();
        byCell.forEach((cell, values) -> lines.add(line(cell, downsample(values, points))));
        int split = name.indexOf(' ');
        Map<String, Object> chart = new LinkedHashMap<>();
        chart.put("phase", name.substring(0, split));
        chart.put("metric", name.substring(split + 1));
        chart.put("lines", lines);
        charts.add(chart);
    }

    private Map<String, Object> line(int cell, TreeMap<Long, Sample> values) {
        List<Long> steps = List.copyOf(values.keySet());
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("cell", cell);
        grids.putIfAbsent(steps, grids.size());
        line.put("grid", grids.get(steps));
        line.put(
                "mid",
                values.values().stream().mapToDouble(v -> v.quantile(0.5)).toArray());
        if (values.values().stream().anyMatch(v -> v.count > 1)) {
            line.put(
                    "low",
                    values.values().stream().mapToDouble(v -> v.quantile(0.25)).toArray());
            line.put(
                    "high",
                    values.values().stream().mapToDouble(v -> v.quantile(0.75)).toArray());
        }
        return line;
    }

    /** Evenly spaced points, including the first and the last. */
    static <T> TreeMap<Long, T> downsample(TreeMap<Long, T> all, int points) {
        if (all.size() <= points) {
            return all;
        }
        List<Long> steps = List.copyOf(all.keySet());
        TreeMap<Long, T> few = new TreeMap<>();
        for (int i = 0; i < points; i++) {
            Long step = steps.get((int) ((long) i * (steps.size() - 1) / (points - 1)));
            few.put(step, all.get(step));
        }
        return few;
    }

    /** A growing list of numbers. */
    static final class Sample {
        private double[] values = new double[4];
        private int count;

        void add(double value) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = value;
        }

        /** The quantile, interpolated between the two nearest values. */
        double quantile(double q) {
            Arrays.sort(values, 0, count);
            double at = q * (count - 1);
            int below = (int) at;
            int above = Math.min(below + 1, count - 1);
            return values[below] + (at - below) * (values[above] - values[below]);
        }
    }
}
