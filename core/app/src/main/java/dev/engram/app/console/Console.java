package dev.engram.app.console;

import java.io.PrintStream;

/**
 * The output of a command.
 *
 * @param out the stream for results; shows control characters as escapes
 * @param err the stream for progress and problems; shows control characters as escapes
 * @param outTerminal whether {@code out} is a terminal
 * @param errTerminal whether {@code err} is a terminal
 * @param columns the width of the terminal
 * @param width the width for results: that of the terminal if they go there, else {@link #WIDE} or what the user chose
 */
public record Console(
        PrintStream out, PrintStream err, boolean outTerminal, boolean errTerminal, int columns, int width) {
    /** The width of results that do not go to a terminal: enough for the table. */
    public static final int WIDE = 140;

    /** The width of a terminal that does not report one. */
    private static final int DEFAULT_COLUMNS = 80;

    /** The least width at which a table is readable. */
    private static final int MIN_WIDTH = 60;

    /** Creates a console whose streams show control characters as escapes. */
    public Console {
        out = new PrintableStream(out);
        err = new PrintableStream(err);
        width = Math.max(MIN_WIDTH, width);
    }

    /** Returns the stream for results without the escapes, for text that Engram itself makes bold. */
    public PrintStream styledOut() {
        return ((PrintableStream) out).styled();
    }

    /** Returns the stream for progress without the escapes, for a progress bar. */
    public PrintStream styledErr() {
        return ((PrintableStream) err).styled();
    }

    /** Returns the console of this process, as the launcher describes it in system properties. */
    public static Console ofProcess(PrintStream out, PrintStream err) {
        boolean outTerminal = Boolean.getBoolean("engram.terminal.out");
        boolean errTerminal = Boolean.getBoolean("engram.terminal.err");
        int columns = Integer.getInteger("engram.columns", DEFAULT_COLUMNS);
        int width = Integer.getInteger("engram.width", outTerminal ? columns : WIDE);
        return new Console(out, err, outTerminal, errTerminal, columns, width);
    }
}
