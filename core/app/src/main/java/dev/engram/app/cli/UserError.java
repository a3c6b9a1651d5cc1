package dev.engram.app.cli;

import dev.engram.app.cli.text.Plural;
import dev.engram.app.console.Console;
import dev.engram.engine.yaml.Problem;
import java.util.Comparator;
import java.util.List;

/** An error in the input: all problems are printed and nothing is run. */
final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<String> lines;

    private UserError(List<String> lines) {
        super(String.join("; ", lines));
        this.lines = lines;
    }

    static UserError because(List<String> lines) {
        return new UserError(List.copyOf(lines));
    }

    static UserError because(String line) {
        return new UserError(List.of(line));
    }

    /** Creates an error from problems, sorted by location, without duplicates. */
    static UserError of(List<Problem> problems) {
        return new UserError(problems.stream()
                .sorted(Comparator.comparing(Problem::location))
                .map(Problem::toString)
                .distinct()
                .toList());
    }

    void print(Console console) {
        lines.forEach(console.err()::println);
        console.err().println(Plural.of(lines.size(), "problem") + "; nothing was run.");
    }
}
