package dev.engram.engine.render;

import dev.engram.engine.compare.CellSummary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Cell names for a table: as they are where they fit, else cut and numbered, with the full ones in a legend. A cell
 * some of whose seeds did not end well is marked with an exclamation mark.
 */
record TableLabels(List<String> labels, List<String> legend, Map<String, String> inText) {
    private static final String INCOMPLETE_MARK = " !";

    static TableLabels of(List<CellSummary> cells, int limit) {
        return of(
                cells.stream().map(CellSummary::name).toList(),
                cells.stream().map(TableLabels::mark).toList(),
                limit);
    }

    /** Without marks. */
    static TableLabels unmarked(List<String> names, int limit) {
        return of(names, Collections.nCopies(names.size(), ""), limit);
    }

    private static TableLabels of(List<String> names, List<String> marks, int limit) {
        int longest = IntStream.range(0, names.size())
                .map(i -> TextColumn.length(names.get(i) + marks.get(i)))
                .max()
                .orElse(0);
        List<String> shown = new ArrayList<>();
        List<String> legend = new ArrayList<>();
        Map<String, String> inText = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (longest > limit) {
                String number = "[" + (i + 1) + "] ";
                int room = limit - number.length() - marks.get(i).length();
                legend.add(number + name);
                inText.put(name, number.strip());
                shown.add(number + (TextColumn.length(name) > room ? truncate(name, room) : name) + marks.get(i));
            } else {
                shown.add(name + marks.get(i));
                inText.put(name, name);
            }
        }
        return new TableLabels(List.copyOf(shown), List.copyOf(legend), inText);
    }

    /** In a sentence: in full, or by the number where there is a legend. */
    String inText(String name) {
        return inText.get(name);
    }

    private static String mark(CellSummary cell) {
        return cell.runs().complete() ? "" : INCOMPLETE_MARK;
    }

    /** The end goes; what then looks alike is told apart by its number. */
    private static String truncate(String name, int room) {
        return name.substring(0, name.offsetByCodePoints(0, room - 1)) + "…";
    }
}
