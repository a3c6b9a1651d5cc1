package dev.engram.app.cli.options;

import dev.engram.app.cli.text.Plural;
import dev.engram.app.console.Console;
import dev.engram.engine.store.StoreException;
import dev.engram.engine.yaml.Problem;
import dev.engram.engine.yaml.SuiteLimits;
import java.util.Comparator;
import java.util.List;

/** An error in the input: all problems are printed and nothing is run. */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<String> lines;
    private final int exitCode;

    private UserError(List<String> lines, int exitCode) {
        super(String.join("; ", lines));
        this.lines = lines;
        this.exitCode = exitCode;
    }

    public static UserError because(List<String> lines) {
        return new UserError(List.copyOf(lines), ExitCode.BAD_INPUT);
    }

    public static UserError because(String line) {
        return new UserError(List.of(line), ExitCode.BAD_INPUT);
    }

    /** Creates an error from problems, sorted by location, without duplicates. */
    public static UserError of(List<Problem> problems) {
        return new UserError(
                problems.stream()
                        .sorted(Comparator.comparing(Problem::location))
                        .map(Problem::toString)
                        .distinct()
                        .toList(),
                ExitCode.BAD_INPUT);
    }

    /**
     * Creates an error from one of the store. A damaged store is a failed check, and a server that is busy may answer
     * later; neither is a mistake in the input.
     */
    public static UserError because(StoreException e) {
        return e.isDamage() || e.isTemporary()
                ? new UserError(List.of("engram: " + e.getMessage()), ExitCode.FAILED)
                : because(e.getMessage());
    }

    public int exitCode() {
        return exitCode;
    }

    public void print(Console console) {
        lines.stream().limit(SuiteLimits.PROBLEMS).forEach(console.err()::println);
        if (lines.size() > SuiteLimits.PROBLEMS) {
            console.err().println("... and " + Plural.of(lines.size() - SuiteLimits.PROBLEMS, "more problem"));
        }
        if (exitCode == ExitCode.BAD_INPUT) {
            console.err().println(Plural.of(lines.size(), "problem") + "; nothing was run.");
        }
    }
}
