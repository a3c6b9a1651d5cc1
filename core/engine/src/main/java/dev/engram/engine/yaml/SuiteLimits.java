package dev.engram.engine.yaml;

/**
 * The limits of a suite. They are far beyond any experiment, and keep a mistake, such as a data file given as a suite
 * or one axis too many, from taking minutes or all memory. What exceeds one is a problem with its numbers.
 */
public final class SuiteLimits {
    /**
     * The largest file, in bytes: a thousand times the longest known suite. A larger file is a data file named by
     * mistake.
     */
    public static final int FILE_BYTES = 1 << 20;
    /** The deepest nesting of maps and lists. */
    public static final int NESTING = 40;
    /** The longest number, in characters. A number of double precision has at most 767 significant digits. */
    public static final int NUMBER_LENGTH = 1_000;
    /** The longest name of a suite or a variant, in characters. */
    public static final int NAME_LENGTH = 1_000;
    /** The most components in a list: the layers of a network, the links of a chain, or the metrics. */
    public static final int COMPONENTS = 1_000;
    /** The most cells of a comparison. */
    public static final int CELLS = 10_000;
    /** The most exclusions. One exclusion may leave out any number of cells. */
    public static final int EXCLUSIONS = 1_000;
    /** The most seeds of a suite. */
    public static final int SEEDS = 100_000;
    /** The most seeds of a tuning. */
    public static final int TUNING_SEEDS = 1_000;
    /** The most trials of a cell. */
    public static final int TRIALS = 10_000;
    /** The most values of a list in a search space. */
    public static final int LISTED_VALUES = 10_000;
    /** The most runs of a suite: cells times seeds, and likewise trials times tuning seeds. */
    public static final int RUNS = 1_000_000;
    /** The most characters of the settings of all cells, or of all trials, written out one after another. */
    public static final long SETTINGS_LENGTH = 100_000_000;
    /** The most problems that are described. The others are counted. */
    public static final int PROBLEMS = 1_000;

    private SuiteLimits() {}
}
