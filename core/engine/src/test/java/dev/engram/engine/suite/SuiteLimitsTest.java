package dev.engram.engine.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.yaml.InvalidInputException;
import dev.engram.engine.yaml.SuiteLimits;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A suite of up to a megabyte is read, or refused with its numbers, in seconds. */
@Tag("uninstrumented")
class SuiteLimitsTest {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int MANY = 100_000;
    private static final double MAX_SECONDS = 5;
    private static final String NETWORK = "network: [{dense: {units: 3}}]\n";
    private static final String OPTIMIZER = "optimizer: {sgd: {rate: 0.5}}\n";
    private static final String HEAD = """
        data: {digits: {validation: 0.2}}
        network: [{dense: {units: 3}}]
        loss: cross-entropy
        optimizer: {sgd: {rate: 0.5}}
        training: {epochs: 3}
        """;
    private static final String TUNE = "tune: {trials: 2, space: {optimizer.sgd.rate: {uniform: [0.1, 1]}}}\n";

    @TempDir
    private Path folder;

    private long start;

    @BeforeEach
    void start() {
        start = THREADS.getCurrentThreadCpuTime();
    }

    @AfterEach
    void nothingTakesLong() {
        double seconds = (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
        assertTrue(seconds < MAX_SECONDS, seconds + " s");
    }

    private static String list(int n, IntFunction<String> item) {
        return IntStream.range(0, n).mapToObj(item).collect(Collectors.joining(",", "[", "]"));
    }

    private Suite read(String text) throws InvalidInputException {
        return SuiteReader.read(Toys.write(folder, "s.yaml", text), List.of(), Toys.CATALOG);
    }

    private String problems(String text) {
        return Toys.problems(Toys.write(folder, "s.yaml", text));
    }

    @Test
    void aHundredThousandSeedsAreRead() throws InvalidInputException {
        assertEquals(
                MANY,
                read(HEAD + "seeds: " + list(MANY, i -> "" + i) + "\n").seeds().size());
    }

    @Test
    void moreSeedsAreRefused() {
        assertEquals(
                "s.yaml:6:8 seeds: 100001 seeds are more than the limit of 100000",
                problems(HEAD + "seeds: " + list(MANY + 1, i -> "" + i) + "\n"));
        assertEquals(
                "s.yaml:6:15 tune.seeds: 100000 seeds are more than the limit of 1000",
                problems(HEAD + TUNE.replace("{trials", "{seeds: " + list(MANY, i -> "" + i) + ", trials")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"grid", "choice"})
    void aHundredThousandListedValuesAreRefused(String kind) {
        assertEquals(
                "s.yaml:6:" + (50 + kind.length())
                        + " tune.space.optimizer.sgd.rate: 100000 values are more than the limit of 10000;"
                        + " give a range, such as {uniform: [0.1, 2]}",
                problems(HEAD
                        + TUNE.replace(
                                "{uniform: [0.1, 1]}", "{" + kind + ": " + list(MANY, i -> "" + (i + 1)) + "}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"optimizer.sgd.rate", "optimizer"})
    void tenThousandCellsAreRead(String axis) throws InvalidInputException {
        IntFunction<String> value =
                i -> axis.equals("optimizer") ? "{sgd: {rate: 0." + (MANY + i) + "}}" : "0." + (MANY + i);
        Suite suite = read(HEAD + "compare: {" + axis + ": " + list(SuiteLimits.CELLS, value) + "}\n");
        assertEquals(SuiteLimits.CELLS, suite.cells().size());
        assertTrue(suite.cells().get(7).name().endsWith("rate=0.100007"));
    }

    @Test
    void aHundredThousandValuesOfAnAxisAreRefused() {
        assertEquals(
                "s.yaml:6:11 compare: more than 10000 combinations; compare fewer values at a time",
                problems(HEAD + "compare: {optimizer.sgd.rate: " + list(MANY, i -> "" + i) + "}\n"));
    }

    @Test
    void manySettingsOfManyCellsAreRefused() {
        String layers = list(1_000, i -> "{dense: {units: 3}}");
        String hundred = list(100, i -> "" + (i + 1));
        String problem = problems(HEAD.replace(NETWORK, "network: " + layers + "\n") + "compare: {training.batch: "
                + hundred + ", optimizer.sgd.rate: " + hundred + "}\n");
        assertTrue(
                problem.matches(
                        "s.yaml:6:11 compare: the settings of the 10000 combinations have \\d+ characters in all,"
                                + " more than the limit of 100000000; compare fewer values at a time"),
                problem);
    }

    @Test
    void moreRunsThanAnyExperimentHasAreRefused() {
        assertEquals(
                "s.yaml:6:1 seeds: 100 cells with 100000 seeds each are 10000000 runs, more than the limit of 1000000;"
                        + " compare fewer values, or give fewer seeds",
                problems(HEAD + "seeds: 100000\ncompare: {training.batch: " + list(100, i -> "" + (i + 1)) + "}\n"));
        assertEquals(
                "s.yaml:6:7 tune: the 10000 trials of all cells have 10000000 runs, more than the limit of 1000000;"
                        + " write fewer trials, or compare fewer cells",
                problems(HEAD + TUNE.replace("trials: 2", "trials: 10000, seeds: 1000")));
        assertTrue(problems(HEAD + TUNE.replace("trials: 2", "trials: 10000") + "compare: {training.batch: "
                        + list(100, i -> "" + (i + 1)) + "}\n")
                .contains("characters of settings, more than the limit of 100000000"));
    }

    @Test
    void aListOfManyComponentsIsRefused() {
        assertEquals(
                "s.yaml:2:10 network: 20000 components are more than the limit of 1000",
                problems(HEAD.replace(NETWORK, "network: " + list(20_000, i -> "{dense: {units: 3}}") + "\n")));
    }

    @Test
    void moreDimensionsThanSobolsSequenceHasAreRefused() {
        int n = 600;
        String space = IntStream.range(0, n)
                .mapToObj(i -> "network." + i + ".dense.units: {uniform: [1, 9]}, network." + i
                        + ".dense.activation: {choice: [tanh, identity]}")
                .collect(Collectors.joining(", "));
        assertEquals(
                "s.yaml:6:7 tune: a cell has 1200 tuned hyperparameters, and Sobol's sequence has at most 1000"
                        + " dimensions; tune fewer, or write search: random",
                problems(HEAD.replace(NETWORK, "network: " + list(n, i -> "{dense: {units: 3}}") + "\n")
                        + "tune: {trials: 2, space: {" + space + "}}\n"));
    }

    @Test
    void aNumberOfAMillionDigitsIsRefusedAndNotRepeated() {
        String digits = "9".repeat(1_000_000);
        String shown = "9".repeat(60);
        assertEquals(
                "s.yaml:4:25 optimizer.sgd.rate: expected a number, found 1000000 characters ('" + shown
                        + "...'); a number has at most 1000",
                problems(HEAD.replace("rate: 0.5", "rate: " + digits)));
        assertEquals(
                "s.yaml:5:20 training.epochs: expected an integer, found 1000000 characters ('" + shown
                        + "...'); a number has at most 1000",
                problems(HEAD.replace("epochs: 3", "epochs: " + digits)));
        assertEquals(
                "s.yaml:5:30 training.batch: expected a word or a number, found '" + shown + "...'",
                problems(HEAD.replace("epochs: 3", "epochs: 3, batch: " + digits)));
    }

    @Test
    void fiftyThousandCommasInANumberAreOneProblem() {
        String problem = problems(HEAD.replace("rate: 0.5", "rate: 1" + ",000".repeat(50_000)));
        assertTrue(
                problem.startsWith("s.yaml:4:25 a comma starts a new key here, so 1,000,000,")
                        && problem.endsWith("... is not a number; write the number without commas"),
                problem);
        assertEquals(
                "s.yaml:4:25 optimizer.sgd.rate: expected a number, found 400001 characters ('" + "1_".repeat(30)
                        + "...'); a number has at most 1000",
                problems(HEAD.replace(OPTIMIZER, "optimizer: {sgd: {rate: " + "1_".repeat(200_000) + "x}}\n")));
    }

    @Test
    void tensOfThousandsOfMistakesAreFoundInTime() {
        assertEquals(
                60_000,
                problems(HEAD
                                + IntStream.range(0, 60_000)
                                        .mapToObj(i -> "k" + i + ": 1")
                                        .collect(Collectors.joining("\n")))
                        .lines()
                        .count());
    }

    @Test
    void exclusionsOfManyCellsAreReadInTime() throws InvalidInputException {
        String rates = list(SuiteLimits.CELLS, i -> "0." + (MANY + i));
        Suite suite = read(HEAD + "compare: {optimizer.sgd.rate: " + rates + "}\nexclude: [{when: {optimizer.sgd.rate: "
                + list(9_000, i -> "0." + (MANY + i))
                + "}, because: slow}]\nbaseline: {optimizer.sgd.rate: 0.1099990}\n");
        assertEquals(1_000, suite.cells().size());
        assertEquals(9_000, suite.excluded().size());
        assertEquals(
                "s.yaml:7:10 exclude: 1001 exclusions are more than the limit of 1000; one can exclude several values,"
                        + " as in {when: {rule: [delta, hebb]}}",
                problems(HEAD + "compare: {rule: [backprop, delta]}\nexclude: "
                        + list(1_001, i -> "{when: {rule: delta}, because: slow}") + "\n"));
    }

    @Test
    void noProblemIsLongerThanAReaderCanUse() {
        String name = "x".repeat(500_000);
        for (String text : List.of(
                HEAD.replace("{sgd: {rate: 0.5}}", name),
                HEAD + name + ": 1\n",
                HEAD + "compare: {rule: [" + name + ", " + name + "]}\n",
                HEAD + "compare: {optimizer" + ".a".repeat(400_000) + ": [1, 2]}\n",
                HEAD + "baseline: " + name + "\ncompare: {rule: [delta, backprop]}\n",
                HEAD + "seeds: \"" + "1,".repeat(400_000) + "\"\n")) {
            String problems = problems(text);
            assertTrue(!problems.isEmpty() && problems.length() < 5_000, () -> problems.length() + ": " + problems);
        }
    }
}
