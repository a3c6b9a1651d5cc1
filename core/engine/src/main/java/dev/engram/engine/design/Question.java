package dev.engram.engine.design;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A question of a design: a linear contrast over cells. Its value in one block (seed or fold) is the sum over cells of
 * weight times result, and the question is whether that differs from 0.
 *
 * <p>The sum consists of terms, each a contrast in itself: a gap or, for an interaction and a trend, the change of the
 * gap in one combination of the other axes. If a run of a term misses, its other results have nothing to be compared
 * with, so only the misses of that term count.
 *
 * @param problem on which the cells are compared; empty if the suite names none
 * @param gap level and reference between which the gap is
 * @param stratum CELL: the levels of all other axes; else, and without other axes, empty
 * @param moderator INTERACTION and TREND: the axis along which the gap may change; else empty
 * @param strata numbers of strata over which the contrast is a mean
 * @param terms weights by name of the cell, not 0; no cell is in two terms
 */
public record Question(
        QuestionKind kind,
        Optional<String> problem,
        Gap gap,
        Map<String, Factor.Level> stratum,
        Optional<Moderator> moderator,
        Strata strata,
        List<Map<String, Double>> terms) {
    public Question {
        stratum = Collections.unmodifiableMap(new LinkedHashMap<>(stratum));
        terms = terms.stream()
                .map(t -> Collections.unmodifiableMap(new LinkedHashMap<>(t)))
                .toList();
    }

    /**
     * A level compared with the reference. With several questioned axes, each is a combination of their values.
     *
     * @param axes names of the questioned axes, in order, such as {@code rule}
     * @param level as in the name of a cell, such as {@code feedback-alignment} or {@code rate=0.3}
     * @param reference as in the name of a cell, such as {@code backprop}
     */
    public record Gap(String axes, String level, String reference) {}

    /**
     * The axis along which a gap may change.
     *
     * @param axis name of the axis
     * @param from the level at which an interaction starts; the lowest level of a trend
     * @param to the level at which an interaction ends; the highest level of a trend
     * @param perDoubling TREND: true if the slope is the change per doubling of the value, false if per unit
     */
    public record Moderator(String axis, Factor.Level from, Factor.Level to, boolean perDoubling) {}

    /**
     * The strata over which a contrast is a mean. For an interaction and a trend these are the combinations of the axes
     * other than the moderator.
     *
     * @param used in which all cells that the question needs are run
     * @param all strata of the design, including those that lack a cell
     */
    public record Strata(int used, int all) {}

    /** The stratum as in the name of a cell, such as {@code rate=0.3, batch=8}; empty if there is none. */
    public String stratumName() {
        return stratum.values().stream().map(Factor.Level::displayName).collect(Collectors.joining(", "));
    }

    /** CELL: the name of the cell that is compared with the reference cell. */
    public String cell() {
        return cellOfSign(1);
    }

    /** CELL: the name of the reference cell. */
    public String referenceCell() {
        return cellOfSign(-1);
    }

    /** The weights of all terms, by name of the cell. */
    public Map<String, Double> weights() {
        Map<String, Double> all = new LinkedHashMap<>();
        terms.forEach(all::putAll);
        return all;
    }

    private String cellOfSign(int sign) {
        return terms.stream()
                .flatMap(t -> t.entrySet().stream())
                .filter(e -> Math.signum(e.getValue()) == sign)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }
}
