package dev.engram.app.judge;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The question to the judge, as the user asked it.
 *
 * @param baseline a cell of the suite or a component
 * @param candidate a cell of the suite or a component
 * @param cell the cell whose other settings both have; by default that of the baseline
 * @param metric the metric; by default the first of the suite that has a better direction
 * @param margin a difference that does not matter in practice
 * @param atMost the largest number of seeds
 */
public record JudgeRequest(
        String baseline,
        String candidate,
        Optional<String> cell,
        Optional<String> metric,
        OptionalDouble margin,
        int atMost) {
    /** The largest number of seeds unless the user or the suite gives another. */
    public static final int AT_MOST = 100;
}
