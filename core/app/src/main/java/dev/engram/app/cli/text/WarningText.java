package dev.engram.app.cli.text;

import dev.engram.app.console.Console;
import dev.engram.app.run.Plan;
import dev.engram.engine.config.RunSpec;
import dev.engram.engine.lint.Warning;
import dev.engram.engine.yaml.Problem;
import java.util.List;

/** Prints the warnings and notes on a suite to the error stream, apart from its results. */
public final class WarningText {
    private WarningText() {}

    /** Prints each warning on one line, for tools; on a terminal, wrapped between words. */
    public static void print(List<Warning> warnings, Console console) {
        warnings.forEach(w -> print("warning: " + w, console));
    }

    /** Names the hyperparameters of data sets that metadata give, since the suite does not show them. */
    public static void printMetadata(Plan plan, Console console) {
        plan.cells().stream()
                .filter(c -> c.spec().task() instanceof RunSpec.Learning)
                .map(c -> ((RunSpec.Learning) c.spec().task()).data())
                .filter(d -> !d.fromMetadata().isEmpty())
                .map(d -> "note: the Croissant metadata of "
                        + d.dataset().files().get(0).getFileName() + " set "
                        + String.join(", ", d.fromMetadata()) + ", as if the suite did")
                .distinct()
                .forEach(n -> print(n, console));
    }

    /** Warns of cells whose dry run failed. They are run nevertheless, so that their outcome is recorded. */
    public static void printFailing(List<Problem> broken, Console console) {
        broken.forEach(p -> print("warning: " + p + "; its runs will fail, the others continue", console));
    }

    private static void print(String text, Console console) {
        console.err().println(console.errTerminal() ? wrap(text, console.columns()) : text);
    }

    /** Wraps a text; lines after the first are indented, and a word longer than a line stays whole. */
    public static String wrap(String text, int columns) {
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
