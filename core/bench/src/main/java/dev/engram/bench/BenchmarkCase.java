package dev.engram.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** One benchmark with its parameters. A run in a forked JVM gives one number. */
record BenchmarkCase(Class<?> type, String method, Map<String, String> parameters) {
    /**
     * Until C2 has compiled the code, a vector is an object and a step takes a hundred times as long. On one core, C2
     * competes with the benchmark.
     */
    private static final int WARM_UPS = 4;

    private static final TimeValue WARM_UP = TimeValue.seconds(1);
    private static final int ITERATIONS = 5;

    /**
     * Returns the median of the mean times of the iterations, in ns. Throws {@link IllegalStateException} if the JVM
     * fails.
     */
    double run(long millis) throws IOException {
        // Output of the forked JVM: a warning about the incubating module, and the reason of a failure.
        Path output = Files.createTempFile("engram-bench", ".txt");
        try {
            return run(TimeValue.milliseconds(millis), output);
        } catch (RunnerException e) {
            throw new IllegalStateException(this + " failed: " + e.getMessage() + "\n" + Files.readString(output), e);
        } finally {
            Files.delete(output);
        }
    }

    private double run(TimeValue time, Path output) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + type.getName() + "\\." + method + "$")
                .forks(1)
                .warmupIterations(WARM_UPS)
                .warmupTime(WARM_UP)
                .measurementIterations(ITERATIONS)
                .measurementTime(time)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .output(output.toString());
        parameters.forEach(options::param);
        RunResult result = new Runner(options.build()).runSingle();
        return Medians.of(result.getBenchmarkResults().iterator().next().getIterationResults().stream()
                .map(i -> i.getPrimaryResult().getScore())
                .toList());
    }

    static BenchmarkCase peak() {
        return new BenchmarkCase(PeakBenchmark.class, "multiplyAdd", Map.of());
    }
}
