package dev.engram.engine.suite.tuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.suite.Suite;
import dev.engram.engine.suite.SuiteReader;
import dev.engram.engine.suite.Toys;
import dev.engram.engine.yaml.InvalidInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Search spaces, their trials, and mistakes in them. */
class TuningTest {
    private static final String HEAD = """
        data: digits
        network: [{dense: {units: 3}}]
        loss: cross-entropy
        training: {epochs: 27}
        measure: [loss]
        seeds: 5
        """;
    private static final String OPTIMIZERS = HEAD + "compare: {optimizer: [sgd, adam, {lookahead: {every: 3}}]}\n";
    private static final String SPACE = """
        tune:
          trials: 9
          space:
            optimizer.sgd.rate: {log-uniform: [0.001, 1]}
            optimizer.adam.rate: {log-uniform: [0.0001, 0.1]}
            optimizer.adam.beta1: {choice: [0.9, 0.95]}
            optimizer.lookahead.fast.sgd.rate: {uniform: [0.1, 0.3]}
            optimizer.lookahead.every: {uniform: [1, 9]}
            network.0.dense.activation: {choice: [identity, tanh]}
        """;

    @TempDir
    private Path folder;

    private Suite read(String text, String... sets) throws InvalidInputException {
        return SuiteReader.read(Toys.write(folder, "s.yaml", text), List.of(sets), Toys.CATALOG);
    }

    private String problems(String text) {
        return Toys.problems(Toys.write(folder, "s.yaml", text));
    }

    private static Tuning.SearchSpace space(Suite s, String cell) {
        return s.tuning().orElseThrow().spaces().get(cell);
    }

    private static List<String> paths(Suite s, String cell) {
        return space(s, cell).dimensions().stream().map(Tuning.Dimension::path).toList();
    }

    @Test
    void aPathAppliesToTheCellsThatContainItsComponent() throws InvalidInputException {
        Suite s = read(OPTIMIZERS + SPACE);
        assertEquals(List.of("optimizer.sgd.rate", "network.0.dense.activation"), paths(s, "sgd"));
        assertEquals(
                List.of("optimizer.adam.rate", "optimizer.adam.beta1", "network.0.dense.activation"), paths(s, "adam"));
        assertEquals(
                List.of("optimizer.lookahead.fast.sgd.rate", "optimizer.lookahead.every", "network.0.dense.activation"),
                paths(s, "lookahead"));
        Tuning.Trial first = space(s, "adam").trials().get(0);
        assertEquals(List.of("0.00316228", "0.95", "tanh"), first.values()); // the middle of the space
        assertTrue(
                first.spec()
                        .text()
                        .contains("optimizer: {adam: {rate: 0.00316228, beta1: 0.95, beta2: 0.999, epsilon: 1e-8}}\n"),
                first.spec().text());
        assertTrue(
                first.spec().text().contains("activation: tanh"), first.spec().text());
        assertEquals(first.spec(), s.cells().get(1).spec());
        assertTrue(space(s, "lookahead")
                .trials()
                .get(0)
                .spec()
                .text()
                .contains("{lookahead: {every: 5, pull: 0.5, fast: {sgd: {rate: 0.2, momentum: 0}}}}"));
    }

    @ParameterizedTest
    @CsvSource({"sobol", "random"})
    void everyCellHasTheSameNumberOfTrialsOfTheSameLength(String search) throws InvalidInputException {
        for (int trials : new int[] {2, 9, 30}) {
            Suite s = read(
                    OPTIMIZERS + SPACE,
                    "tune.trials=" + trials,
                    "tune.search=" + search,
                    "tune.halving={factor: 2, rungs: 2}");
            for (Suite.Cell c : s.cells()) {
                assertEquals(trials, space(s, c.name()).trials().size(), c.name());
                Map<List<Long>, Long> lengths =
                        new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
                space(s, c.name())
                        .trials()
                        .forEach(t -> lengths.merge(
                                t.rungs().stream()
                                        .map(r -> r.training().budget().epochs())
                                        .toList(),
                                1L,
                                Long::sum));
                assertEquals(Map.of(List.of(14L, 27L), (long) trials), lengths);
            }
        }
    }

    @Test
    void moreTrialsStartWithTheSameTrials() throws InvalidInputException {
        List<Tuning.Trial> few = space(read(OPTIMIZERS + SPACE), "adam").trials();
        List<Tuning.Trial> more =
                space(read(OPTIMIZERS + SPACE, "tune.trials=20"), "adam").trials();
        assertEquals(
                few.stream().map(t -> t.spec().text()).toList(),
                more.stream().limit(9).map(t -> t.spec().text()).toList());
    }

    @Test
    void aGridIsEveryCombinationAndACellWithMoreGetsAsManyAsTheOthers() throws InvalidInputException {
        String grid = HEAD + "compare: {optimizer: [sgd, adam]}\n" + """
            tune:
              search: grid
              space:
                optimizer.sgd.rate: {grid: [0.1, 0.2, 0.3, 0.4]}
                optimizer.adam.rate: {grid: [0.01, 0.02]}
                optimizer.adam.beta1: {choice: [0.8, 0.9]}
            """;
        Suite s = read(grid);
        assertEquals(4, s.tuning().orElseThrow().trials());
        assertEquals(
                4,
                space(s, "adam").trials().stream()
                        .map(Tuning.Trial::values)
                        .distinct()
                        .count());
        String wide = grid.replace("[0.8, 0.9]", "[0.7, 0.8, 0.9]");
        assertEquals(
                "s.yaml:9:3 tune: the grids of the cells have 4 and 6 combinations, but every cell gets the same"
                        + " number of trials; write trials: 4 to draw as many from each",
                problems(wide));
        Suite cut = read(wide, "tune.trials=4");
        assertEquals(
                List.of(4, 4),
                cut.cells().stream()
                        .map(c -> space(cut, c.name()).trials().size())
                        .toList());
        assertEquals(6, space(cut, "adam").combinations());
        assertTrue(problems(wide.replace("search: grid", "search: grid\n  trials: 5"))
                .contains("tune: 5 trials are more than the 4 combinations of the smallest grid; write trials:"
                        + " 4, list more values, or write search: sobol"));
    }

    @Test
    void tuningSeedsDifferFromThoseOfTheSuite() throws InvalidInputException {
        assertEquals(
                List.of(1_000_001L),
                read(OPTIMIZERS + SPACE).tuning().orElseThrow().seeds());
        assertEquals(
                List.of(1_000_001L, 1_000_002L),
                read(OPTIMIZERS + SPACE, "tune.seeds=2").tuning().orElseThrow().seeds());
        assertEquals(
                List.of(6L, 7L),
                read(OPTIMIZERS + SPACE, "tune.seeds=[6, 7]")
                        .tuning()
                        .orElseThrow()
                        .seeds());
        assertTrue(problems(OPTIMIZERS + SPACE + "  seeds: [6, 5]\n")
                .contains("s.yaml:17:14 tune.seeds: the suite runs with seed 5, so a choice made with it cannot be"
                        + " tested with it; give other seeds"));
    }

    @Test
    void aCellWithoutASearchSpaceIsNotChanged() throws InvalidInputException {
        Suite s = read(OPTIMIZERS + "tune: {space: {optimizer.sgd.rate: {log-uniform: [0.001, 1]}}}\n");
        assertTrue(space(s, "adam").isEmpty());
        assertEquals(20, space(s, "sgd").trials().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "optimizer.sdg.rate: {log-uniform: [0.001, 1]}|8:18 tune.space.optimizer.sdg.rate: no cell uses"
                        + " optimizer.sdg; did you mean sgd?",
                "optimizer.rate: {log-uniform: [0.001, 1]}|8:18 tune.space.optimizer.rate: the name after optimizer is"
                        + " missing; choose one of adam, sgd",
                "optimizer.sgd.rte: {log-uniform: [0.001, 1]}|8:18 tune.space.optimizer.sgd.rte: sgd has no rte; did"
                        + " you mean rate?",
                "optimizr.sgd.rate: {log-uniform: [0.001, 1]}|8:18 tune.space.optimizr.sgd.rate: unknown key; did you"
                        + " mean optimizer?",
                "data.digits.test: {uniform: [0.1, 0.2]}|8:18 tune.space.data.digits.test: data cannot be tuned: it"
                        + " belongs to the task; choose one of optimizer, rule, loss, network, training",
                "training.epochs: {uniform: [1, 9]}|8:18 tune.space.training.epochs: training.batch is the only"
                        + " setting of training that can be tuned; others would give trials unequal budgets",
                "optimizer: {choice: [sgd, adam]}|8:18 tune.space.optimizer: optimizer cannot be tuned as a whole;"
                        + " compare several, or give the path of a hyperparameter, such as optimizer.sgd.rate",
                "optimizer.sgd: {choice: [sgd, adam]}|8:18 tune.space.optimizer.sgd: sgd cannot be tuned as a whole;"
                        + " give the path of one of its hyperparameters: rate, momentum",
                "optimizer.sgd.momentum: {uniform: [0, 1]}|8:56 tune.space.optimizer.sgd.momentum: 1 is outside [0,1)",
                "optimizer.sgd.rate: {grid: [0.1, -2]}|8:51 tune.space.optimizer.sgd.rate: -2 is outside [0,inf)",
                "optimizer.sgd.rate: {log-uniform: [0, 1]}|8:53 tune.space.optimizer.sgd.rate: a logarithmic range"
                        + " must be above 0; write uniform, or a lower end above 0",
                "optimizer.sgd.rate: {uniform: [1, 0.1]}|8:48 tune.space.optimizer.sgd.rate: expected the lower and"
                        + " the upper end of the range, found [1, 0.1]",
                "optimizer.sgd.rate: {uniform: [1, 2, 3]}|8:48 tune.space.optimizer.sgd.rate: expected the lower and"
                        + " the upper end of the range, found [1, 2, 3]; write {grid: [1, 2, 3]} to list values",
                "optimizer.sgd.rate: {loguniform: [1, 2]}|8:39 tune.space.optimizer.sgd.rate: unknown kind of range;"
                        + " did you mean log-uniform?",
                "optimizer.sgd.rate: [1, 2]|8:38 tune.space.optimizer.sgd.rate: expected a range such as {log-uniform:"
                        + " [0.001, 1]}, {uniform: [0.1, 2]}, {choice: [relu, tanh]} or {grid: [0.5, 0.9]},"
                        + " found a list",
                "optimizer.sgd.rate: {choice: [1]}|8:47 tune.space.optimizer.sgd.rate: expected a list of at least two"
                        + " values",
                "optimizer.sgd.rate: {choice: [1, 2, 1]}|8:54 tune.space.optimizer.sgd.rate: 1 is listed twice; remove"
                        + " one",
                "network.0.dense.activation: {uniform: [1, 2]}|8:56 tune.space.network.0.dense.activation: this is not"
                        + " a number; list values, as in {choice: [identity, ...]}",
                "network.0.dense.activation: {grid: [tanh, identity]}|8:53 tune.space.network.0.dense.activation: a"
                        + " grid needs numbers; write {choice: [tanh, identity]}"
            })
    void everyMistakeInASpaceHasALocation(String space, String problem) {
        assertEquals(
                "s.yaml:" + problem,
                problems(HEAD + "compare: {optimizer: [sgd, adam]}\ntune: {space: {  " + space + "}}\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "trails: 3|8:8 tune.trails: unknown key; did you mean trials?",
                "trials: 1|8:16 tune.trials: 1 is outside [2,10000]",
                "search: sobel|8:16 tune.search: expected one of sobol, random, grid, found 'sobel'",
                "search: grid|8:%SPACE% tune.space.optimizer.sgd.rate: a grid search needs listed values; write"
                        + " {grid: [...]}, or search: sobol",
                "by: los|8:12 tune.by: 'los' cannot rank trials on validation data; did you mean loss?",
                "by: alignment|8:12 tune.by: 'alignment' cannot rank trials on validation data; choose" + " loss",
                "halving: {factor: 1}|8:26 tune.halving.factor: 1 is outside [2,100]",
                "halving: {rungs: 9}|8:8 tune.halving: 20 trials of this length cannot be divided 8 times by 3;"
                        + " write rungs: 3 or fewer"
            })
    void everyMistakeInTheSettingsHasALocation(String setting, String problem) {
        String column = Integer.toString("tune: {search: grid, space: {optimizer.sgd.rate: {".length());
        assertEquals(
                "s.yaml:" + problem.replace("%SPACE%", column),
                problems(HEAD + "optimizer: sgd\ntune: {" + setting
                        + ", space: {optimizer.sgd.rate: {log-uniform: [0.001, 1]}}}\n"));
    }

    @Test
    void anAxisCannotBeTuned() {
        assertTrue(problems(HEAD + """
            compare: {optimizer.sgd.rate: [0.1, 0.2]}
            optimizer: sgd
            tune: {space: {optimizer.sgd.rate: {log-uniform: [0.001, 1]}}}
            """)
                .startsWith("s.yaml:9:16 tune.space.optimizer.sgd.rate: this is an axis of the comparison, so it"
                        + " cannot be tuned; remove it here or under compare"));
    }

    @Test
    void tuningNeedsValidationData() {
        assertEquals(
                "s.yaml:1:29 data.digits.validation: tuning needs validation data, but validation is 0; give a share,"
                        + " such as validation: 0.2, or remove the key",
                problems(OPTIMIZERS.replace("data: digits", "data: {digits: {validation: 0}}") + SPACE));
    }

    @Test
    void aTrialThatAComponentRejectsIsAProblem() {
        assertTrue(problems(HEAD + """
            optimizer: clamp
            tune: {space: {optimizer.clamp.low: {uniform: [0, 4]}}}
            """).contains("low is above high"));
    }
}
