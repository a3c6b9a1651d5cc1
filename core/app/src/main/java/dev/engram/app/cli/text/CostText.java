package dev.engram.app.cli.text;

import dev.engram.app.run.CheckedPlan;
import dev.engram.app.run.RunSize;
import dev.engram.engine.compare.NumberFormats;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** What a step of each cell costs, before anything runs: multiply-adds, and bytes of activations. */
public final class CostText {
    private final Map<String, RunSize> sizes = new LinkedHashMap<>();

    public CostText(CheckedPlan checkedPlan) {
        checkedPlan.plan().cells().forEach(cell -> {
            RunSize size = checkedPlan.sizes().get(cell.name());
            if (size != null && size.activationBytes() > 0) {
                sizes.put(cell.name(), size);
            }
        });
    }

    /** Returns the line to print; empty without a network. */
    public Stream<String> line() {
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
            cells.add(cell);
        });
        return cells;
    }
}
