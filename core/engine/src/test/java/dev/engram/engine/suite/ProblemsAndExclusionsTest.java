package dev.engram.engine.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.engine.config.RunSpec;
import dev.engram.engine.yaml.InvalidInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Suites with several problems, and cells that are not run. */
class ProblemsAndExclusionsTest {
    private static final String HEAD = """
        network: [{dense: {units: 3}}]
        loss: cross-entropy
        optimizer: {sgd: {rate: 0.5}}
        training: {epochs: 3}
        """;
    private static final String PROBLEMS = HEAD + """
        problems:
          - {name: small, data: digits}
          - {name: wide, data: digits, network.0.dense.units: 30}
        """;

    @TempDir
    private Path folder;

    private Suite read(String text) throws InvalidInputException {
        return SuiteReader.read(Toys.write(folder, "s.yaml", text), List.of(), Toys.CATALOG);
    }

    private String problems(String text) {
        return Toys.problems(Toys.write(folder, "s.yaml", text));
    }

    @Test
    void everyAxisIsCrossedWithTheProblemsWhichComeFirst() throws InvalidInputException {
        Suite s = read(PROBLEMS + "compare: {rule: [backprop, delta]}\n");
        assertEquals(
                List.of("small, backprop", "small, delta", "wide, backprop", "wide, delta"),
                s.cells().stream().map(Suite.Cell::name).toList());
        assertEquals(List.of("small", "wide"), s.problems());
        Suite.Cell last = s.cells().get(3);
        assertEquals(Map.of("problem", "wide", "rule", "delta"), last.axes());
        assertEquals(Optional.of("wide"), last.problem());
        assertEquals("delta", last.variant());
        assertEquals(
                "{dense: {units: 30, activation: identity, weights: {glorot-uniform: {gain: 1}}, bias: zeros}}",
                ((RunSpec.Learning) last.spec().task()).network().get(0).text());
    }

    @Test
    void theBaselineIsAVariantOnEveryProblem() throws InvalidInputException {
        String axes = PROBLEMS + "compare: {rule: [backprop, delta]}\n";
        assertEquals(Optional.of("backprop"), read(axes).baseline());
        assertEquals(Optional.of("delta"), read(axes + "baseline: delta\n").baseline());
        assertEquals(
                Optional.of("delta"), read(axes + "baseline: {rule: delta}\n").baseline());
        assertEquals(Optional.empty(), read(PROBLEMS).baseline());
    }

    @Test
    void withoutAxesEachProblemIsACellAndTheSuiteIsTheOnlyVariant() throws InvalidInputException {
        Suite s = read("name: alone\n" + PROBLEMS);
        assertEquals(
                List.of("small", "wide"),
                s.cells().stream().map(Suite.Cell::name).toList());
        assertEquals(
                List.of("alone", "alone"),
                s.cells().stream().map(Suite.Cell::variant).toList());
    }

    @Test
    void aRunOfAProblemIsTheSameRunAsWithoutProblems() throws InvalidInputException {
        Suite with = read(PROBLEMS);
        Suite without = read(HEAD + "data: digits\n");
        assertEquals(
                without.cells().get(0).spec().text(), with.cells().get(0).spec().text());
    }

    @Test
    void excludedCellsAreKeptWithTheirReasonAndTheOthersRun() throws InvalidInputException {
        Suite s = read(PROBLEMS + """
            compare: {rule: [backprop, delta, direct-feedback-alignment]}
            exclude:
              - {when: {problem: wide, rule: [delta, direct-feedback-alignment]}, because: it takes
                 too long}
            """);
        assertEquals(
                List.of("small, backprop", "small, delta", "small, direct-feedback-alignment", "wide, backprop"),
                s.cells().stream().map(Suite.Cell::name).toList());
        assertEquals(
                List.of(
                        new Suite.OmittedCell(
                                "wide, delta",
                                "delta",
                                Map.of("problem", "wide", "rule", "delta"),
                                "it takes too long"),
                        new Suite.OmittedCell(
                                "wide, direct-feedback-alignment",
                                "direct-feedback-alignment",
                                Map.of("problem", "wide", "rule", "direct-feedback-alignment"),
                                "it takes too long")),
                s.excluded());
    }

    @Test
    void aNameExcludesTheComponentWithAllItsSettings() throws InvalidInputException {
        Suite s = read(HEAD + """
            data: digits
            compare: {optimizer: [{sgd: {rate: 1}}, {sgd: {rate: 2}}, adam]}
            exclude: [{when: {optimizer: sgd}, because: too old}]
            """);
        assertEquals(List.of("adam"), s.cells().stream().map(Suite.Cell::name).toList());
    }

    @Test
    void theFirstCellThatIsNotExcludedIsTheBaseline() throws InvalidInputException {
        String text = HEAD + "data: digits\ncompare: {rule: [backprop, delta, direct-feedback-alignment]}\n"
                + "exclude: [{when: {rule: backprop}, because: known}]\n";
        assertEquals(Optional.of("delta"), read(text).baseline());
        assertEquals(
                "s.yaml:8:11 baseline: this cell is excluded; name one that is run",
                problems(text + "baseline: {rule: backprop}\n"));
    }

    @Test
    void incompatibleCellsAreAnErrorUnlessTheSuiteSkipsThem() throws InvalidInputException {
        assertEquals(
                Suite.IncompatibleCells.ERROR, read(HEAD + "data: digits\n").incompatibleCells());
        assertEquals(
                Suite.IncompatibleCells.SKIP,
                read(HEAD + "data: digits\nimpossible: skip\n").incompatibleCells());
    }

    @Test
    void ignoredLintRulesKeepTheirLocations() throws InvalidInputException {
        Suite s = read(HEAD + "data: digits\nlint: {ignore: [one-seed]}\n");
        assertEquals("{one-seed=" + s.file() + ":6:17}", s.ignoredLintRules().toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        exclude: [{when: {rlue: delta}, because: x}]   | exclude.0.when.rlue: no axis has this name; did you mean rule?
        exclude: [{when: {rule: detla}, because: x}]   | exclude.0.when.rule: this is not a value of the axis; did \
        you mean delta?
        exclude: [{when: {rule: [delta, x]}, because: x}] | exclude.0.when.rule: this is not a value of the axis; \
        choose one of backprop, delta
        exclude: [{when: {rule: delta}}]               | exclude.0.because: missing; say why these cells are not run
        exclude: [{when: {rule: delta}, because: ''}]  | exclude.0.because: missing; say why these cells are not run
        exclude: [{when: {rule: delta}, because: [a]}] | exclude.0.because: expected text, found a list
        exclude: [{because: x}]                        | exclude.0.when: missing; give the axes and their values
        exclude: [{when: rule, because: x}]            | exclude.0.when: expected a map of axes and values, found 'rule'
        exclude: [{when: {rule: delta}, becuase: x}]   | exclude.0.because: missing; say why these cells are not \
        run\\ns.yaml:9:33 exclude.0.becuase: unknown key; did you mean because?
        exclude: [{rule: delta}]                       | exclude.0: values of axes belong under when, next to a \
        reason, as in {when: {rule: delta}, because: it has one layer only}
        exclude: [delta]                               | exclude.0: an exclusion is a map such as {when: {rule: \
        delta}, because: it has one layer only}; found 'delta'
        exclude: delta                                 | exclude: expected a list such as [{when: {rule: delta}, \
        because: it has one layer only}], found 'delta'
        exclude: [{when: {rule: [backprop, delta]}, because: x}] | exclude: every cell is excluded; keep at least one
        exclude: [{when: {problem: wide, rule: delta}, because: x}, {when: {problem: huge}, because: y}] | \
        exclude.1.when.problem: this is not a value of the axis; choose one of small, wide
        impossible: ignore                             | impossible: expected error or skip, found 'ignore'
        lint: one-seed                                 | lint: expected a map such as {ignore: [one-seed]}, found \
        'one-seed'
        lint: {ignroe: []}                             | lint.ignroe: unknown key; did you mean ignore?
        lint: {ignore: one-seed}                       | lint.ignore: expected a list such as [one-seed], found \
        'one-seed'
        lint: {ignore: [[]]}                           | lint.ignore: expected the name of a lint rule, found a list
        baseline: {problem: wide}                      | baseline.problem: the baseline is the same on every problem; \
        name values of other axes
        """)
    void mistakesAreReportedWithLocationAndSuggestion(String line, String message) {
        String found = problems(PROBLEMS + "compare: {rule: [backprop, delta]}\n" + line + "\n");
        assertEquals(message.replace("\\n", "\n"), found.replaceFirst("^s.yaml:\\d+:\\d+ ", ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        problems: digits                            | s.yaml:5:11 problems: expected a list of problems, found 'digits'
        problems: []                                | s.yaml:5:11 problems: expected a list of problems, found an \
        empty list
        problems: [{data: digits}]                  | s.yaml:5:12 problems.0: a problem is a map with a name, such as \
        {name: iris, data: iris}; its name is missing
        problems: [{name: a, dta: digits}]          | s.yaml:5:22 problems.0.dta: unknown key 'dta'; did you mean data?
        problems: [{name: a, seeds: 3}]             | s.yaml:5:22 problems.0.seeds: seeds is the same for all cells \
        and cannot be compared
        problems: [{name: a, data: digits}, {name: a, data: csv}] | s.yaml:5:44 problems.1: there are two problems \
        called 'a'; rename one
        """)
    void mistakesInProblemsAreReported(String line, String message) {
        assertEquals(message, problems(HEAD + line + "\n"));
    }

    @Test
    void aValueThatBothAProblemAndAnAxisSetIsReported() {
        assertEquals(
                "s.yaml:5:22 problems: the problem 'a' sets data, and so does every value of the axis data; remove one"
                        + " of them",
                problems(HEAD
                        + "problems: [{name: a, data: digits}]\ncompare: {data: [digits, {csv: {file: a.csv}}]}\n"));
    }

    @Test
    void aValueThatBothAVariantAndAnAxisSetIsReported() {
        String variants = "problems: [{name: p, data: digits}]\ncompare: {training.batch: [8, 32],"
                + " variants: [{name: a, %s}, {name: b, training.epochs: 9}]}\n";
        assertEquals(
                "s.yaml:6:57 compare: the variant 'a' sets training.batch, and so does every value of the axis"
                        + " training.batch; remove one of them",
                problems(HEAD + variants.formatted("training.batch: 64")));
        assertEquals("", problems(HEAD + variants.formatted("training.epochs: 64")));
    }
}
