package dev.engram.api;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The results of a suite, as plain values.
 *
 * @param suite its name
 * @param cells its cells, in the order of the suite
 * @param differences the answers to its questions, by the first metric; empty if there is nothing to compare
 * @param warnings doubts about the protocol
 * @param table the comparison as {@code engram run} prints it into a file
 */
public record Results(
        String suite, List<ResultCell> cells, List<Difference> differences, List<String> warnings, String table) {
    /**
     * Returns a cell.
     *
     * @throws IllegalArgumentException if there is none of this name; the message names all cells
     */
    public ResultCell cell(String name) {
        return cells.stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("suite '" + suite + "' has no cell '" + name
                        + "'; its cells are "
                        + cells.stream().map(ResultCell::name).collect(Collectors.joining(", "))));
    }

    /**
     * Returns the only difference of something from its reference.
     *
     * @param cell what is compared, as in the name of a cell
     * @throws IllegalArgumentException if there is none, or more than one, because there are several problems or
     *     strata: {@link #differences} has all
     */
    public Difference difference(String cell) {
        List<Difference> found =
                differences.stream().filter(d -> d.cell().equals(cell)).toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        String choice = found.isEmpty() ? cellsCompared() : "choose one of the " + found.size() + " in differences()";
        throw new IllegalArgumentException("suite '" + suite + "' has " + (found.isEmpty() ? "no" : "more than one")
                + " difference of '" + cell + "'; " + choice);
    }

    private String cellsCompared() {
        if (differences.isEmpty()) {
            return failed().isEmpty()
                    ? "it compares nothing"
                    : "nothing is compared because runs failed: "
                            + failed().get(0).cell() + " #" + failed().get(0).seed() + ": "
                            + failed().get(0).reason();
        }
        return "it has those of "
                + differences.stream().map(Difference::cell).distinct().collect(Collectors.joining(", "));
    }

    /** Returns the runs that failed: memory ran out, or a component threw an exception. */
    public List<ResultRun> failed() {
        return cells.stream()
                .flatMap(c -> c.runs().stream())
                .filter(r -> r.outcome().equals(ResultRun.FAILED))
                .toList();
    }
}
