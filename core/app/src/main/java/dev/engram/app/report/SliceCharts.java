package dev.engram.app.report;

import dev.engram.app.slice.RunSlice;
import dev.engram.app.slice.SliceEnd;
import dev.engram.engine.config.RunSpec.Learning;
import dev.engram.engine.data.DataCache;
import dev.engram.engine.run.Cost;
import dev.engram.engine.train.InterpolatedLoss;
import dev.engram.engine.train.InterpolationGrid;
import dev.engram.engine.train.LinearInterpolation;
import dev.engram.spi.IncompatibleException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The losses on the lines from the weights of the first cell of a problem to those of its other cells. */
final class SliceCharts {
    private static final InterpolationGrid GRID = InterpolationGrid.overDefaultRange(21);
    private static final int EXAMPLES = 1000;
    /** The most multiply-adds of a line, about a second: a page has several. */
    private static final double MAX_MULTIPLY_ADDS = 2e10;
    /** A training step computes about three products of the size of a prediction. */
    private static final int PASSES = 3;

    /** A cell with an end of a line. */
    private record CellEnd(int cell, Optional<String> problem, SliceEnd end) {}

    private final List<CellEnd> ends = new ArrayList<>();
    /** The notes on lines, with the lines that they concern. */
    private final Map<String, List<String>> remarks = new LinkedHashMap<>();

    /** Adds the weights of a cell. */
    void add(int cell, Optional<String> problem, SliceEnd end) {
        ends.add(new CellEnd(cell, problem, end));
    }

    /**
     * Returns the lines: the cell, the first cell, and points of t, loss, loss and loss, as charts over seeds have
     * them.
     *
     * @param notes receives the reasons why cells have no line
     */
    List<Map<String, Object>> lines(DataCache data, List<String> notes) {
        Map<Optional<String>, CellEnd> first = new LinkedHashMap<>();
        List<Map<String, Object>> lines = new ArrayList<>();
        for (CellEnd other : ends) {
            CellEnd from = first.putIfAbsent(other.problem(), other);
            if (from != null && other.end().spec().task() instanceof Learning) {
                line(from, other, data, notes).ifPresent(lines::add);
            }
        }
        remarks.forEach((remark, of) -> notes.add("The line from " + String.join(", from ", of) + ": " + remark));
        return lines;
    }

    private Optional<Map<String, Object>> line(CellEnd from, CellEnd to, DataCache data, List<String> notes) {
        if (multiplyAdds(from.end()) > MAX_MULTIPLY_ADDS) {
            notes.add("The line from " + from.end().run().cell() + " to "
                    + to.end().run().cell()
                    + " takes too long for a page: engram slice "
                    + from.end().run().id() + " "
                    + to.end().run().id());
            return Optional.empty();
        }
        try {
            RunSlice slice = RunSlice.between(from.end(), to.end(), GRID, EXAMPLES, data);
            slice.notes().stream()
                    .filter(n -> !n.equals(RunSlice.NOT_ALIGNED)) // is in the caption
                    .forEach(n -> remarks.computeIfAbsent(n, k -> new ArrayList<>())
                            .add(from.end().run().cell() + " to "
                                    + to.end().run().cell()));
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("cell", to.cell());
            line.put("from", from.cell());
            line.put("seed", from.end().run().seed());
            line.put(
                    "examples", Map.of("training", slice.trainingExamples(), "validation", slice.validationExamples()));
            line.put("training", points(slice, InterpolatedLoss::trainingLoss));
            line.put("validation", points(slice, InterpolatedLoss::validationLoss));
            return Optional.of(line);
        } catch (IncompatibleException e) {
            notes.add(e.getMessage().substring(0, 1).toUpperCase(Locale.ROOT)
                    + e.getMessage().substring(1) + ".");
            return Optional.empty();
        }
    }

    /** Returns about how many multiply-adds a line takes. */
    private static double multiplyAdds(SliceEnd end) {
        Cost cost = end.run().cost();
        double perExample = (double) cost.multiplyAdds() / PASSES / Math.max(1, cost.examples());
        double batch = (double) cost.examples() / Math.max(1, cost.steps());
        double statistics = end.weights().stream().anyMatch(a -> a.name().endsWith("running_mean"))
                ? LinearInterpolation.STATISTICS_BATCHES * batch
                : 0;
        return GRID.points() * perExample * (2 * EXAMPLES + statistics);
    }

    private static List<double[]> points(RunSlice slice, ToDoubleFunction<InterpolatedLoss> loss) {
        List<double[]> points = new ArrayList<>();
        for (InterpolatedLoss p : slice.points()) {
            double value = loss.applyAsDouble(p);
            if (Double.isFinite(value)) {
                points.add(new double[] {p.position(), value, value, value});
            }
        }
        return points;
    }
}
