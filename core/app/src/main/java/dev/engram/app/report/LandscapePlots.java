package dev.engram.app.report;

import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.config.RunSpec.Descent;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.step.LandscapeSource;
import dev.engram.engine.store.Run;
import dev.engram.engine.suite.Suite;
import dev.engram.spi.Landscape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The paths of runs on functions of one or two variables, over the function, with its stationary points. */
final class LandscapePlots {
    private static final int MAX_PATHS = 60;
    private static final int MAX_POINTS_PER_PATH = 150;
    private static final int GRID_SIZE = 72;
    private static final int CURVE_POINTS = 300;
    /** Share of the visited range that is added on each side. */
    private static final double MARGIN = 0.15;
    /**
     * Share of visited coordinates that can be outside the plot on each side, because a diverging run would shrink all
     * others.
     */
    private static final double TRIMMED_SHARE = 0.02;

    private final Landscape landscape;
    private final int dimensions;
    private final List<Map<String, Object>> paths = new ArrayList<>();
    private final List<double[]> visited = new ArrayList<>();
    private final List<double[]> starts = new ArrayList<>();

    private LandscapePlots(Landscape landscape) {
        this.landscape = landscape;
        dimensions = landscape.rows() * landscape.cols();
    }

    /** A plot for each function of at most two variables that the cells descend. */
    static List<Map<String, Object>> of(List<Suite.Cell> cells, List<CellRuns> runs) {
        Map<String, List<Integer>> byFunction = new LinkedHashMap<>();
        for (int c = 0; c < cells.size(); c++) {
            if (cells.get(c).spec().task() instanceof Descent d) {
                byFunction
                        .computeIfAbsent(d.landscape().text(), k -> new ArrayList<>())
                        .add(c);
            }
        }
        List<Map<String, Object>> all = new ArrayList<>();
        byFunction.forEach((text, of) -> {
            LandscapePlots t = new LandscapePlots(LandscapeSource.load(
                    ((Descent) cells.get(of.get(0)).spec().task()).landscape().get()));
            if (t.dimensions <= 2) {
                int each = Math.max(1, MAX_PATHS / of.size());
                of.forEach(c -> runs.get(c).runs().stream().limit(each).forEach(r -> t.addPath(c, r)));
                if (!t.visited.isEmpty()) {
                    all.add(t.toMap(text));
                }
            }
        });
        return all;
    }

    private void addPath(int cell, Run run) {
        TreeMap<Long, double[]> points = new TreeMap<>();
        for (Measurement m : run.measurements()) {
            int axis = axis(m.metric());
            if (axis >= 0 && axis <= dimensions && !m.phase().equals("train") && Double.isFinite(m.value())) {
                points.computeIfAbsent(m.step(), k -> nanPoint())[axis] = m.value();
            }
        }
        points.values().removeIf(p -> Arrays.stream(p).anyMatch(Double::isNaN));
        TreeMap<Long, double[]> few = Curves.downsample(points, MAX_POINTS_PER_PATH);
        if (!few.isEmpty()) {
            visited.addAll(few.values());
            starts.add(few.firstEntry().getValue());
            Map<String, Object> path = new LinkedHashMap<>();
            path.put("cell", cell);
            path.put("seed", run.seed());
            path.put("steps", few.keySet());
            path.put("points", few.values());
            paths.add(path);
        }
    }

    /** The index of a metric in a point: its coordinates, then its value; -1 for other metrics. */
    private int axis(String metric) {
        if (metric.equals("value")) {
            return dimensions;
        }
        return metric.matches("x\\d") ? metric.charAt(1) - '0' : -1;
    }

    private double[] nanPoint() {
        double[] p = new double[dimensions + 1];
        Arrays.fill(p, Double.NaN);
        return p;
    }

    private Map<String, Object> toMap(String text) {
        double[][] box = new double[dimensions][];
        for (int i = 0; i < dimensions; i++) {
            box[i] = range(i);
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", text);
        map.put("box", List.of((Object[]) box));
        map.put(
                "points",
                landscape.stationaryPoints().stream()
                        .filter(s -> inside(s, box))
                        .map(LandscapePlots::point)
                        .toList());
        map.put("paths", paths);
        if (dimensions == 1) {
            double[] xs = linspace(box[0], CURVE_POINTS);
            map.put(
                    "curve",
                    Arrays.stream(xs).mapToObj(x -> new double[] {x, height(x)}).toList());
        } else {
            double[] xs = linspace(box[0], GRID_SIZE);
            double[] ys = linspace(box[1], GRID_SIZE);
            double[][] heights = new double[GRID_SIZE][GRID_SIZE];
            for (int r = 0; r < GRID_SIZE; r++) {
                for (int c = 0; c < GRID_SIZE; c++) {
                    heights[r][c] = height(xs[c], ys[r]);
                }
            }
            map.put("contours", new Contours(xs, ys, heights).contours());
        }
        return map;
    }

    private static Map<String, Object> point(Landscape.StationaryPoint s) {
        return Map.of("nature", s.type().name().toLowerCase(Locale.ROOT), "at", s.at(), "value", s.value());
    }

    private double height(double... x) {
        return landscape.value(x, new double[x.length]);
    }

    private static boolean inside(Landscape.StationaryPoint s, double[][] box) {
        for (int i = 0; i < box.length; i++) {
            if (s.at().get(i) < box[i][0] || s.at().get(i) > box[i][1]) {
                return false;
            }
        }
        return true;
    }

    /** The box around all starts, the visited points and the stationary points nearby. */
    private double[] range(int axis) {
        double[] seen = visited.stream().mapToDouble(p -> p[axis]).sorted().toArray();
        int cut = (int) (TRIMMED_SHARE * seen.length);
        double low = seen[cut];
        double high = seen[seen.length - 1 - cut];
        double span = Math.max(high - low, 1e-3);
        double[] near = landscape.stationaryPoints().stream()
                .mapToDouble(s -> s.at().get(axis))
                .filter(x -> x > low - span && x < high + span)
                .toArray();
        double[] first = starts.stream().mapToDouble(p -> p[axis]).toArray();
        double[] all = Stream.of(near, first, new double[] {low, high})
                .flatMapToDouble(Arrays::stream)
                .sorted()
                .toArray();
        double margin = MARGIN * Math.max(all[all.length - 1] - all[0], 1e-3);
        return new double[] {all[0] - margin, all[all.length - 1] + margin};
    }

    private static double[] linspace(double[] range, int n) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = range[0] + i * (range[1] - range[0]) / (n - 1);
        }
        return values;
    }
}
