package dev.engram.app.console;

import java.io.PrintStream;

/**
 * Where a command writes.
 *
 * @param out results
 * @param err progress and problems
 * @param outTerminal does a person read {@code out} as it comes?
 * @param errTerminal does a person read {@code err} as it comes?
 * @param columns width of the terminal; {@link #WIDE} where there is none
 */
public record Console(PrintStream out, PrintStream err, boolean outTerminal, boolean errTerminal, int columns) {
    /** Of output that is not read on a terminal: wide enough for the table. */
    public static final int WIDE = 140;

    /** Of a terminal that does not say how wide it is. */
    private static final int DEFAULT_COLUMNS = 80;

    /** Below it a table is no table. */
    private static final int MIN_WIDTH = 60;

    /** As the launcher found them. */
    public static Console ofProcess(PrintStream out, PrintStream err) {
        boolean outTerminal = Boolean.getBoolean("engram.terminal.out");
        boolean errTerminal = Boolean.getBoolean("engram.terminal.err");
        int columns = Integer.getInteger("engram.columns", outTerminal || errTerminal ? DEFAULT_COLUMNS : WIDE);
        return new Console(out, err, outTerminal, errTerminal, columns);
    }

    /** How wide results may be; the terminal counts only if they go there. */
    public int width() {
        return outTerminal ? Math.max(MIN_WIDTH, columns) : WIDE;
    }
}
