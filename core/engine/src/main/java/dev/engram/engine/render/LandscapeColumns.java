package dev.engram.engine.render;

import dev.engram.engine.compare.CellSummary;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.cell.LandscapeResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The columns of a landscape: where runs ended. */
final class LandscapeColumns {
    private LandscapeColumns() {}

    /** In the table: the location of the only run of each cell, or how many runs of a cell ended in each location. */
    static List<Column<CellRow>> table(Comparison c) {
        if (!c.onLandscapes()) {
            return List.of();
        }
        if (c.cells().get(0).runs().seeds() == 1) {
            return List.of(
                    Column.<CellRow>text("ended in", r -> onlyEnd(r.cell())).in(View.TABLE));
        }
        return c.endLocations().entrySet().stream()
                .map(e -> Column.<CellRow>count(e.getKey(), r -> share(r.cell(), e.getValue()))
                        .in(View.TABLE))
                .toList();
    }

    static Object ends(CellSummary cell) {
        return cell.measurements().landscapeResults().isEmpty()
                ? null
                : cell.measurements().landscapeResults().stream()
                        .map(LandscapeColumns::end)
                        .toList();
    }

    private static Map<String, Object> end(LandscapeResult result) {
        Map<String, Object> end = new LinkedHashMap<>();
        end.put("seed", result.seed());
        end.put("ended_in", result.location());
        end.put("distance", result.distance());
        return end;
    }

    static String endsBySeed(CellSummary cell) {
        return cell.measurements().landscapeResults().stream()
                .map(e -> e.seed() + ": " + e.location())
                .collect(Collectors.joining("; "));
    }

    private static Object onlyEnd(CellSummary cell) {
        return cell.measurements().landscapeResults().stream()
                .findFirst()
                .map(LandscapeResult::location)
                .orElse(null);
    }

    private static String share(CellSummary cell, Set<String> places) {
        long n = cell.measurements().landscapeResults().stream()
                .filter(e -> places.contains(e.location()))
                .count();
        return n == 0 ? "0" : n + "/" + cell.runs().seeds();
    }

    /**
     * The locations, the most frequent first, with their counts where there are several runs; a note under the table
     * has the coordinates.
     */
    static String endings(CellSummary cell) {
        if (cell.runs().seeds() == 1) {
            return cell.measurements().landscapeResults().stream()
                    .map(LandscapeResult::location)
                    .collect(Collectors.joining());
        }
        Map<String, Long> counts = cell.measurements().landscapeResults().stream()
                .collect(Collectors.groupingBy(LandscapeResult::locationName, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .sorted((a, b) -> Long.compare(b.getValue(), a.getValue()))
                .map(e -> e.getValue() + "× " + e.getKey())
                .collect(Collectors.joining(", "));
    }
}
