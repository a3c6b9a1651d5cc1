package dev.engram.app.cli.text;

import dev.engram.app.console.Console;
import dev.engram.engine.lint.Warning;
import dev.engram.engine.yaml.Problem;
import java.util.List;

/** Shows what is doubtful about a suite, beside the results and not among them. */
public final class WarningText {
    private WarningText() {}

    /** Each on one line, for tools; on a terminal broken between words. */
    public static void print(List<Warning> warnings, Console console) {
        warnings.forEach(w -> print("warning: " + w, console));
    }

    /** Cells that are tried all the same: what they end by is put on record. */
    public static void printFailing(List<Problem> broken, Console console) {
        broken.forEach(p -> print("warning: " + p + "; its runs will fail, the others go on", console));
    }

    private static void print(String text, Console console) {
        console.err().println(console.errTerminal() ? wrap(text, console.columns()) : text);
    }

    /** Lines behind the first are set in; a word that is longer than a line stays whole. */
    static String wrap(String text, int columns) {
        StringBuilder all = new StringBuilder();
        int line = 0;
        for (String word : text.split(" ")) {
            if (line > 0 && line + 1 + word.length() >= columns) {
                all.append("\n  ").append(word);
                line = 2 + word.length();
            } else {
                all.append(line > 0 ? " " : "").append(word);
                line += (line > 0 ? 1 : 0) + word.length();
            }
        }
        return all.toString();
    }
}
