package dev.engram.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What to measure, and for how long. */
record BenchmarkOptions(List<Group> groups, List<String> only, int rounds, long millis, Path distribution) {
    static final String USAGE = """
        java -jar engram-bench.jar [GROUP...] [OPTION...]
          groups: startup run products steps optimizers rules (default: all)
          --only WORDS         only rows that contain all of these words, such as "784-128-10 adam"
          --rounds N           number of rounds, each of which measures everything in turn (3)
          --millis N           length of each of five iterations, after a warm-up of four seconds (500)
          --distribution DIR   the distribution that startup and run measure (core/app/target/engram)\
        """;

    /** The groups in the order of measurement. The first two use all cores, the others one. */
    enum Group {
        STARTUP,
        RUN,
        PRODUCTS,
        STEPS,
        OPTIMIZERS,
        RULES
    }

    /** Parses arguments. Throws {@link IllegalArgumentException} if they are invalid. */
    static BenchmarkOptions parse(String[] arguments) {
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
                throw new IllegalArgumentException(a + " needs a value");
            }
            String value = arguments[++i];
            switch (a) {
                case "--only" -> only = List.of(value.strip().split("\\s+"));
                case "--rounds" -> rounds = positive(a, value);
                case "--millis" -> millis = positive(a, value);
                case "--distribution" -> distribution = Path.of(value);
                default -> throw new IllegalArgumentException("unknown option " + a);
            }
        }
        return new BenchmarkOptions(
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
                .orElseThrow(() -> new IllegalArgumentException("unknown group " + name));
    }

    private static long positive(String option, String value) {
        if (!value.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException(option + " " + value + ": expected an integer from 1");
        }
        return Long.parseLong(value);
    }

    /** Returns whether a row with these words is selected. */
    boolean matches(String... words) {
        return List.of(words).containsAll(only);
    }
}
