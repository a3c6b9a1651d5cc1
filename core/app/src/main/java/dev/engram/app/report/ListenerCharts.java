package dev.engram.app.report;

import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.run.Histogram;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.store.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What listeners have recorded: series over the steps, range tests (loss against rate), curves at the end of a run
 * (values against a number in brackets), and distributions.
 */
final class ListenerCharts {
    private static final String RANGE_TEST = "learning-rate-range/";
    private static final int MAX_POINTS = 200;
    private static final double LOW = 0.05;
    private static final double HIGH = 0.95;

    private ListenerCharts() {}

    static Map<String, Object> of(List<CellRuns> cells) {
        List<Map<String, Object>> ranges = new ArrayList<>();
        Map<String, List<Map<String, Object>>> slices = new LinkedHashMap<>();
        for (int c = 0; c < cells.size(); c++) {
            range(c, cells.get(c).runs(), ranges);
            slices(c, cells.get(c).runs(), slices);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("series", Curves.of(cells, m -> isSeries(m)));
        all.put("ranges", ranges);
        all.put("slices", slices);
        all.put("distributions", distributions(cells));
        return all;
    }

    private static boolean isSeries(Measurement m) {
        return m.phase().equals(Measurement.LISTENER)
                && !m.metric().startsWith(RANGE_TEST)
                && !m.metric().endsWith("]");
    }

    /** Adds the range test of a cell: the median smoothed loss over seeds, by rate. */
    private static void range(int cell, List<Run> runs, List<Map<String, Object>> ranges) {
        TreeMap<Long, Curves.Sample> losses = new TreeMap<>();
        Map<Long, Double> rates = new TreeMap<>();
        Map<String, Curves.Sample> marks = new TreeMap<>();
        for (Run run : runs) {
            for (Measurement m : run.measurements()) {
                if (!m.metric().startsWith(RANGE_TEST) || !Double.isFinite(m.value())) {
                    continue;
                }
                switch (m.metric().substring(RANGE_TEST.length())) {
                    case "smoothed" ->
                        losses.computeIfAbsent(m.step(), k -> new Curves.Sample())
                                .add(m.value());
                    case "rate" -> rates.put(m.step(), m.value());
                    case "steepest", "lowest" ->
                        marks.computeIfAbsent(m.metric().substring(RANGE_TEST.length()), k -> new Curves.Sample())
                                .add(m.value());
                    default -> {} // the loss of single batches is too noisy for a chart
                }
            }
        }
        losses.keySet().retainAll(rates.keySet());
        if (losses.isEmpty()) {
            return;
        }
        List<double[]> points = new ArrayList<>();
        Curves.downsample(losses, MAX_POINTS).forEach((step, s) -> points.add(point(rates.get(step), s)));
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("cell", cell);
        one.put("points", points);
        marks.forEach((name, s) -> one.put(name, s.quantile(0.5)));
        ranges.add(one);
    }

    private static double[] point(double x, Curves.Sample s) {
        return new double[] {x, s.quantile(0.5), s.quantile(0.25), s.quantile(0.75)};
    }

    /** Adds the curves of a cell: the median over seeds, by the number in brackets. */
    private static void slices(int cell, List<Run> runs, Map<String, List<Map<String, Object>>> slices) {
        Map<String, TreeMap<Double, Curves.Sample>> curves = new LinkedHashMap<>();
        for (Run run : runs) {
            for (Measurement m : run.measurements()) {
                if (m.phase().equals(Measurement.LISTENER) && m.metric().endsWith("]") && Double.isFinite(m.value())) {
                    int label = m.metric().lastIndexOf('[');
                    number(m.metric().substring(label + 1, m.metric().length() - 1))
                            .ifPresent(x -> curves.computeIfAbsent(m.metric().substring(0, label), k -> new TreeMap<>())
                                    .computeIfAbsent(x, k -> new Curves.Sample())
                                    .add(m.value()));
                }
            }
        }
        curves.forEach((name, samples) -> {
            List<double[]> points = new ArrayList<>();
            samples.forEach((x, s) -> points.add(point(x, s)));
            slices.computeIfAbsent(name, k -> new ArrayList<>()).add(Map.of("cell", cell, "points", points));
        });
    }

    private static OptionalDouble number(String text) {
        try {
            return OptionalDouble.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty(); // a label in words has no place on an axis
        }
    }

    /** The distributions of the first seed of each cell, in the form of curves: the median and most of the values. */
    private static Map<String, Object> distributions(List<CellRuns> cells) {
        Map<String, Map<Integer, TreeMap<Long, Histogram>>> byName = new LinkedHashMap<>();
        for (int c = 0; c < cells.size(); c++) {
            int cell = c;
            cells.get(c).runs().stream()
                    .limit(1)
                    .flatMap(run -> Histogram.of(run.measurements()).stream())
                    .forEach(h -> byName.computeIfAbsent(h.name(), k -> new TreeMap<>())
                            .computeIfAbsent(cell, k -> new TreeMap<>())
                            .put(h.step(), h));
        }
        int points = Curves.pointsPerCurve(
                byName.values().stream().mapToInt(Map::size).sum());
        Map<List<Long>, Integer> grids = new LinkedHashMap<>();
        List<Map<String, Object>> charts = new ArrayList<>();
        byName.forEach((name, byCell) -> {
            List<Map<String, Object>> lines = new ArrayList<>();
            byCell.forEach((cell, all) -> lines.add(line(cell, Curves.downsample(all, points), grids)));
            charts.add(Map.of("phase", Measurement.HISTOGRAM, "metric", name, "lines", lines));
        });
        return Map.of("grids", grids.keySet(), "charts", charts);
    }

    private static Map<String, Object> line(int cell, TreeMap<Long, Histogram> all, Map<List<Long>, Integer> grids) {
        List<Long> steps = List.copyOf(all.keySet());
        grids.putIfAbsent(steps, grids.size());
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("cell", cell);
        line.put("grid", grids.get(steps));
        line.put("mid", quantiles(all, 0.5));
        line.put("low", quantiles(all, LOW));
        line.put("high", quantiles(all, HIGH));
        return line;
    }

    private static double[] quantiles(TreeMap<Long, Histogram> all, double q) {
        return all.values().stream().mapToDouble(h -> h.quantile(q)).toArray();
    }
}
