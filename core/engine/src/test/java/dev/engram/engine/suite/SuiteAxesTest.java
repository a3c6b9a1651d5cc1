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

class SuiteAxesTest {
    private static final String HEAD = """
        data: digits
        network: [{dense: {units: 3}}]
        loss: cross-entropy
        optimizer: {sgd: {rate: 0.5}}
        training: {epochs: 3}
        """;

    @TempDir
    private Path folder;

    private Suite read(String text) throws InvalidInputException {
        return SuiteReader.read(Toys.write(folder, "s.yaml", HEAD + text), List.of(), Toys.CATALOG);
    }

    private List<String> names(String text) throws InvalidInputException {
        return read(text).cells().stream().map(Suite.Cell::name).toList();
    }

    private String problems(String text) {
        return Toys.problems(Toys.write(folder, "s.yaml", HEAD + text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        compare: {optimizer: [sgd, adam], optimizer.sgd.rate: [1, 2]} | s.yaml:6:35 optimizer.sgd.rate: there is no \
        sgd here: optimizer is adam
        compare: {optimizer.sgd.raet: [1, 2]}  | s.yaml:6:11 optimizer.sgd.raet: unknown key; did you mean rate?
        compare: {optimizer.sgd.rate: [1, -2]} | s.yaml:6:35 optimizer.sgd.rate: -2 is outside [0,inf)
        compare: {rle: [delta]}                | s.yaml:6:11 compare.rle: unknown key 'rle'; did you mean rule?
        compare: {seeds: [1]}                  | s.yaml:6:11 compare.seeds: seeds is the same for all cells and \
        cannot be compared
        compare: {problem: [a]}                | s.yaml:6:11 compare.problem: problems are crossed with all axes; \
        write problems: next to compare, as a list of problems with names
        compare: {rule: delta}                 | s.yaml:6:17 compare.rule: expected a list of the values to compare, \
        found 'delta'; write [delta]
        compare: {rule: []}                    | s.yaml:6:17 compare.rule: expected a list of the values to compare, \
        found an empty list
        compare: {rule: }                      | s.yaml:6:11 compare.rule: expected a list of the values to compare, \
        found nothing
        compare: {rule: [delta, delta]}        | s.yaml:6:25 compare.rule.1: delta is listed twice; remove one
        compare: {optimizer.sgd.rate: [0,1, 0,3]} | s.yaml:6:37 compare.optimizer.sgd.rate.2: 0 is listed twice; \
        remove one; if these are decimal commas, write [0.1, 0.3]
        compare: {rule: [delta, {delta: {}}]}  | s.yaml:6:25 compare.rule.1: delta is listed twice; remove one
        compare: {optimizer.sgd.rate: [1, 1.0]} | s.yaml:6:35 compare: cell 'rate=1.0' is the same as cell 'rate=1' \
        in every setting; remove one
        compare: {optimizer: [sgd, {sgd: {rate: 0.01}}]} | s.yaml:6:28 compare: cell 'sgd rate=0.01' is the same as \
        cell 'sgd' in every setting; remove one
        compare: rule                          | s.yaml:6:10 compare: expected a map of axes or a list of variants, \
        found 'rule'
        compare: []                            | s.yaml:6:10 compare: expected a list of variants, found an empty list
        compare: [{rule: delta}]               | s.yaml:6:11 compare.0: a variant is a map with a name, such as \
        {name: wide, training.batch: 64}; its name is missing
        compare: [delta]                       | s.yaml:6:11 compare.0: a variant is a map with a name, such as \
        {name: wide, training.batch: 64}; found 'delta'
        compare: [{name: a}, {name: a, rule: delta}] | s.yaml:6:29 compare.1: there are two variants called 'a'; \
        rename one
        compare: [{name: a, seeds: 3}]         | s.yaml:6:21 compare.0.seeds: seeds is the same for all cells and \
        cannot be compared
        compare: {training: [{epochs: 1}, {epochs: 1, batch: 3}]} | ~~
        compare: {network.3.dense.units: [1]}  | s.yaml:6:11 network.3.dense.units: there is no element 3 here; \
        elements are counted from 0, the last is 0
        """)
    void mistakesInComparisonsAreReported(String line, String expected) {
        assertEquals(expected, problems(line + "\n"));
    }

    @Test
    void aProductTooLargeIsRefusedBeforeItIsMade() {
        String ten = "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]";
        assertEquals(
                "s.yaml:7:3 compare: more than 10000 combinations; compare fewer values at a time",
                problems("compare:\n"
                        + "  training.batch: " + ten + "\n  training.epochs: " + ten + "\n  training.patience: " + ten
                        + "\n  training.evaluate: " + ten + "\n  optimizer.sgd.rate: " + ten + "\n"));
    }

    @Test
    void axesMakeAProductInTheWrittenOrder() throws InvalidInputException {
        assertEquals(
                List.of("backprop, batch=8", "backprop, batch=full", "delta, batch=8", "delta, batch=full"),
                names("compare: {rule: [backprop, delta], training.batch: [8, full]}\n"));
        Suite suite = read("compare: {rule: [backprop, delta], training.batch: [8, full]}\n");
        assertEquals(
                Map.of("rule", "delta", "training.batch", "8"),
                suite.cells().get(2).axes());
        assertEquals(
                new ToyNetworks.Delta(),
                ((RunSpec.Learning) suite.cells().get(2).spec().task()).rule().get());
        assertEquals(
                8, suite.cells().get(2).spec().training().batching().batch().size());
        assertEquals(Optional.of("backprop"), suite.baseline());
    }

    @Test
    void labelsAreAsShortAsPossible() throws InvalidInputException {
        String dfa = "direct-feedback-alignment";
        assertEquals(List.of("backprop", dfa), names("compare: {rule: [backprop, {" + dfa + ": {scale: 0.5}}]}\n"));
        assertEquals(
                List.of(dfa, dfa + " scale=0.5"),
                names("compare: {rule: [" + dfa + ", {" + dfa + ": {scale: 0.5}}]}\n"));
        assertEquals(
                List.of(dfa + " scale=1", dfa + " scale=2"),
                names("compare: {rule: [{" + dfa + ": {sparse: true, scale: 1}}, {" + dfa
                        + ": {scale: 2, sparse: true}}]}\n"));
        assertEquals(List.of("rate=1", "rate=linear"), names("compare: {optimizer.sgd.rate: [1, linear]}\n"));
        assertEquals(
                List.of("network=[dense]", "network=[dense dense]"),
                names("compare: {network: [[{dense: {units: 3}}], [{dense: {units: 4}}, {dense: {units: 3}}]]}\n"));
        assertEquals(
                List.of("network=[dense units=3]", "network=[dense units=4]"),
                names("compare: {network: [[{dense: {units: 3}}], [{dense: {units: 4}}]]}\n"));
        assertEquals(
                List.of("activation=tanh", "activation=identity"),
                names("compare: {network.0.dense.activation: [tanh, identity]}\n"));
        assertEquals(
                List.of("lookahead fast=(sgd rate=1)", "lookahead fast=(sgd rate=2)"),
                names("compare: {optimizer: [{lookahead: {fast: {sgd: {rate: 1}}}}, {lookahead: {fast: {sgd: {rate:"
                        + " 2}}}}]}\n"));
    }

    @Test
    void aComponentIsSetBeforeItsParts() throws InvalidInputException {
        Suite suite = read("compare: {optimizer.sgd.rate: [1, 2], optimizer: [{sgd: {momentum: 0.5}}]}\n");
        assertEquals(
                List.of("rate=1, sgd", "rate=2, sgd"),
                suite.cells().stream().map(Suite.Cell::name).toList());
        assertEquals(
                new ToyOptimizers.Sgd(2, 0.5f),
                suite.cells().get(1).spec().optimizer().get());
    }

    @Test
    void variantsChangeSeveralThingsAtOnce() throws InvalidInputException {
        Suite suite = read("""
            compare:
              - {name: plain}
              - {name: one layer, network: [{dense: {units: 10}}], rule: delta, training.batch: full}
              - name: hill
                landscape: rosenbrock
                data:
                network:
                loss:
                training: {steps: 5}
            """);
        assertEquals(
                List.of("plain", "one layer", "hill"),
                suite.cells().stream().map(Suite.Cell::name).toList());
        assertEquals(Map.of("variant", "one layer"), suite.cells().get(1).axes());
        assertEquals(
                true, suite.cells().get(1).spec().training().batching().batch().full());
        assertEquals(Optional.of("plain"), suite.baseline());
    }

    @Test
    void variantsCombineWithAxes() throws InvalidInputException {
        Suite suite = read("""
            compare:
              variants: [{name: a}, {name: b, optimizer: {sgd: {momentum: 0.9}}}]
              optimizer.sgd.rate: [1, 2]
            baseline: {variant: b}
            """);
        assertEquals(
                List.of("a, rate=1", "a, rate=2", "b, rate=1", "b, rate=2"),
                suite.cells().stream().map(Suite.Cell::name).toList());
        assertEquals(
                new ToyOptimizers.Sgd(2, 0.9f),
                suite.cells().get(3).spec().optimizer().get());
        assertEquals(Optional.of("b"), suite.baseline());
        assertEquals(
                Map.of("a, rate=1", "b, rate=1", "a, rate=2", "b, rate=2"),
                suite.design().references(Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        baseline: {rule: delta}                    | delta
        baseline: {optimizer.sgd.rate: 2.0}        | rate=2
        baseline: {rule: {delta: {}}}              | delta
        baseline: {rule: delta, optimizer.sgd.rate: 2} | delta, rate=2
        baseline: {}                               | backprop
        baseline: 'delta, rate=2'                  | delta, rate=2
        baseline:                                  | backprop
        """)
    void theBaselineIsMatchedOrACell(String line, String expected) throws InvalidInputException {
        assertEquals(
                Optional.of(expected),
                read("compare: {rule: [backprop, {delta: {}}], optimizer.sgd.rate: [1, 2]}\n" + line + "\n")
                        .baseline());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        baseline: {rule: hebb}     | s.yaml:7:18 baseline.rule: this is not a value of the axis; choose one of \
        backprop, delta
        baseline: {optimizer: sgd} | s.yaml:7:12 baseline.optimizer: no axis has this name; choose rule
        baseline: delat            | s.yaml:7:11 baseline: there is no cell called 'delat'; did you mean delta?
        baseline: [delta]          | s.yaml:7:11 baseline: expected the name of a cell or a map of axes and values, \
        found a list
        """)
    void mistakesInBaselinesAreReported(String line, String expected) {
        assertEquals(expected, problems("compare: {rule: [backprop, delta]}\n" + line + "\n"));
    }

    @Test
    void aMistakeThatAllCellsShareIsReportedOnce() {
        assertEquals(
                "s.yaml:6:18 rule: there is no learning rule called 'backprob'; did you mean backprop?",
                problems("compare: {rule: [backprob, delta], training.batch: [1, 2]}\n"));
    }

    @Test
    void locationsOfACellPointToTheChosenValue() throws InvalidInputException {
        Suite.Cell cell =
                read("compare: {optimizer.sgd.rate: [1, 2]}\n").cells().get(1);
        assertEquals(
                folder.resolve("s.yaml") + ":6:35",
                cell.location("optimizer.sgd.rate").toString());
    }
}
