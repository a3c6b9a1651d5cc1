package dev.engram.app.cli.text;

import dev.engram.app.run.CheckedPlan;
import dev.engram.engine.compare.NumberFormats;
import dev.engram.engine.run.RunSize;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** What each cell costs, before anything runs: multiply-adds and bytes of activations of a step; kept weights. */
public final class CostText {
    private final Map<String, RunSize> sizes = new LinkedHashMap<>();
    private final int seeds;

    public CostText(CheckedPlan checkedPlan) {
        seeds = checkedPlan.plan().suite().seeds().size();
        checkedPlan.plan().cells().forEach(cell -> {
            RunSize size = checkedPlan.sizes().get(cell.name());
            if (size != null && size.activationBytes() > 0) {
                sizes.put(cell.name(), size);
            }
        });
    }

    /** Returns the lines to print; none without a network. */
    public Stream<String> lines() {
        return Stream.concat(stepLine(), weightLine());
    }

    private Stream<String> weightLine() {
        long bytes = sizes.values().stream().mapToLong(RunSize::weightBytes).sum();
        long cells = sizes.values().stream().filter(s -> s.weightBytes() > 0).count();
        return bytes == 0
                ? Stream.empty()
                : Stream.of("Weights in the store: " + NumberFormats.count(bytes * seeds) + " bytes, of "
                        + Plural.of((int) cells, "cell") + " x " + Plural.of(seeds, "seed") + ".");
    }

    private Stream<String> stepLine() {
        return sizes.isEmpty()
                ? Stream.empty()
                : Stream.of("Cost of a step: " + range("multiply-adds", RunSize::multiplyAdds) + "; "
                        + range("bytes of activations", RunSize::activationBytes) + " in a forward pass.");
    }

    /** The least and the most, with the first cell of each. */
    private String range(String unit, ToLongFunction<RunSize> cost) {
        Comparator<Map.Entry<String, RunSize>> order = Comparator.comparingLong(e -> cost.applyAsLong(e.getValue()));
        Map.Entry<String, RunSize> least = Collections.min(sizes.entrySet(), order);
        Map.Entry<String, RunSize> most = Collections.min(sizes.entrySet(), order.reversed());
        String low = NumberFormats.count(cost.applyAsLong(least.getValue()));
        String high = NumberFormats.count(cost.applyAsLong(most.getValue()));
        return low.equals(high)
                ? low + " " + unit
                : low + " (" + least.getKey() + ") to " + high + " (" + most.getKey() + ") " + unit;
    }

    /** Returns the cost of a step of each cell, for JSON. */
    public List<Map<String, Object>> tree() {
        List<Map<String, Object>> cells = new ArrayList<>();
        sizes.forEach((name, size) -> {
            Map<String, Object> cell = new LinkedHashMap<>();
            cell.put("cell", name);
            cell.put("steps", size.steps());
            cell.put("multiply_adds_per_step", size.multiplyAdds());
            cell.put("activation_bytes", size.activationBytes());
            if (size.weightBytes() > 0) {
                cell.put("weight_bytes", size.weightBytes());
            }
            cells.add(cell);
        });
        return cells;
    }
}
