package dev.engram.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What is to be measured, and how long. */
record Options(List<Group> groups, List<String> only, int rounds, long millis, Path distribution) {
    static final String USAGE = """
        java -jar engram-bench.jar [GROUP...] [OPTION...]
          groups: startup run products steps optimizers rules; all, if none is named
          --only WORDS         only the rows that all of the words are in, such as "784-128-10 adam"
          --rounds N           how often everything is measured, in turn (3)
          --millis N           length of each of a trial's five iterations, after four seconds to warm up (500)
          --distribution DIR   what startup and run start (core/app/target/engram)\
        """;

    /** In the order in which they are measured: the first two use all cores, the others one. */
    enum Group {
        STARTUP,
        RUN,
        PRODUCTS,
        STEPS,
        OPTIMIZERS,
        RULES
    }

    /** Throws {@link IllegalArgumentException} with the reason. */
    static Options parse(String[] arguments) {
        List<Group> groups = new ArrayList<>();
        List<String> only = List.of();
        long rounds = 3, millis = 500;
        Path distribution =
                BenchmarkSetup.home().resolve("../../app/target/engram").normalize();
        for (int i = 0; i < arguments.length; i++) {
            String a = arguments[i];
            if (!a.startsWith("--")) {
                groups.add(group(a));
                continue;
            }
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(a + " has no value");
            }
            String value = arguments[++i];
            switch (a) {
                case "--only" -> only = List.of(value.strip().split("\\s+"));
                case "--rounds" -> rounds = positive(a, value);
                case "--millis" -> millis = positive(a, value);
                case "--distribution" -> distribution = Path.of(value);
                default -> throw new IllegalArgumentException("there is no option " + a);
            }
        }
        return new Options(
                groups.isEmpty()
                        ? List.of(Group.values())
                        : groups.stream().sorted().distinct().toList(),
                only,
                Math.toIntExact(rounds),
                millis,
                distribution);
    }

    private static Group group(String name) {
        return Arrays.stream(Group.values())
                .filter(g -> g.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no group " + name));
    }

    private static long positive(String option, String value) {
        if (!value.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException(option + " " + value + ": expected an integer from 1");
        }
        return Long.parseLong(value);
    }

    /** Is a row with these words asked for? */
    boolean matches(String... words) {
        return List.of(words).containsAll(only);
    }
}
