package dev.engram.bench;

import java.io.IOException;
import java.util.Locale;

/** Measures how fast Engram is and prints tables. */
public final class BenchmarkMain {
    private BenchmarkMain() {}

    /** Exits with code 1 if something could not be measured, and with code 2 if the arguments are invalid. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        BenchmarkOptions options;
        try {
            options = BenchmarkOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + BenchmarkOptions.USAGE);
            System.exit(2);
            return;
        }
        try {
            measure(options);
        } catch (IllegalArgumentException | IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void measure(BenchmarkOptions options) throws IOException, InterruptedException {
        BenchmarkTables benchmarkTables = new BenchmarkTables(options, System.out);
        boolean pinned = false;
        for (BenchmarkOptions.Group g : options.groups()) {
            if (g.compareTo(BenchmarkOptions.Group.PRODUCTS) >= 0 && !pinned) {
                System.out.println("\nmeasured " + CpuAffinity.pin());
                pinned = true;
            }
            System.out.println("\n" + g.name().toLowerCase(Locale.ROOT));
            switch (g) {
                case STARTUP -> new CommandTimings(options.distribution(), System.out).startUp();
                case RUN -> new CommandTimings(options.distribution(), System.out).run();
                case PRODUCTS -> benchmarkTables.products();
                case STEPS -> benchmarkTables.steps();
                case OPTIMIZERS -> benchmarkTables.optimizers();
                case RULES -> benchmarkTables.rules();
            }
        }
    }
}
