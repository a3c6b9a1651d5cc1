package dev.engram.engine.design;

/** A kind of question that a design asks about the gap between a level and the reference. */
public enum QuestionKind {
    /** The gap in one stratum: a cell against the reference cell with the same values on all other axes. */
    CELL("cells"),
    /** The mean gap over all strata. */
    MAIN_EFFECT("main-effects"),
    /** The change of the gap from one value of another axis to another value: a difference of differences. */
    INTERACTION("interactions"),
    /** The slope of the gap along another axis with ordered numbers. */
    TREND("trends");

    private final String key;

    QuestionKind(String key) {
        this.key = key;
    }

    /** The name of the kind in a suite, as CSV and JSON have it. */
    public String key() {
        return key;
    }
}
