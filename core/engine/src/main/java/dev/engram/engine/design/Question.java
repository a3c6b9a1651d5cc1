package dev.engram.engine.design;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A question of a design: a linear contrast over cells. Its value in one block (seed or fold) is the sum over cells of
 * weight times result, and the question is whether that differs from 0.
 *
 * @param problem on which the cells are compared; empty if the suite names none
 * @param gap level and reference between which the gap is
 * @param stratum CELL: labels of the levels of all other axes, by axis, in order; else empty
 * @param moderator INTERACTION and TREND: the axis along which the gap may change; else empty
 * @param strata numbers of strata over which the contrast is a mean
 * @param weights by name of the cell; not 0
 */
public record Question(
        QuestionKind kind,
        Optional<String> problem,
        Gap gap,
        Map<String, String> stratum,
        Optional<Moderator> moderator,
        Strata strata,
        Map<String, Double> weights) {
    public Question {
        stratum = Collections.unmodifiableMap(new LinkedHashMap<>(stratum));
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    }

    /**
     * A level compared with the reference. With one questioned axis, {@code level} and {@code reference} are values of
     * it, such as {@code feedback-alignment} and {@code backprop}; with several, values of all of them.
     *
     * @param axes names of the questioned axes, in order
     */
    public record Gap(String axes, String level, String reference) {}

    /**
     * The axis along which a gap may change.
     *
     * @param axis name of the axis
     * @param from label of the level at which an interaction starts; the lowest level of a trend
     * @param to label of the level at which an interaction ends; the highest level of a trend
     * @param perDoubling TREND: true if the slope is the change per doubling of the value, false if per unit
     */
    public record Moderator(String axis, String from, String to, boolean perDoubling) {}

    /**
     * The strata over which a contrast is a mean.
     *
     * @param used in which all cells are run; 1 for CELL
     * @param all strata of the design, including those that lack a cell
     */
    public record Strata(int used, int all) {}

    /** CELL: the name of the cell that is compared with the reference cell. */
    public String cell() {
        return withSign(1);
    }

    /** CELL: the name of the reference cell. */
    public String referenceCell() {
        return withSign(-1);
    }

    private String withSign(int sign) {
        return weights.entrySet().stream()
                .filter(e -> Math.signum(e.getValue()) == sign)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }
}
