package dev.engram.engine.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.engine.suite.Suite;
import dev.engram.engine.suite.SuiteReader;
import dev.engram.engine.suite.ToyOptimizers;
import dev.engram.engine.suite.Toys;
import dev.engram.engine.yaml.InvalidInputException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverrideParserTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() {
        file = Toys.write(folder, "s.yaml", """
            data: {csv: {file: x.csv}}
            network: [{dense: {units: 3}}]
            loss: cross-entropy
            optimizer: sgd
            training: {epochs: 3}
            compare: {rule: [backprop, delta]}
            """);
    }

    private RunSpec run(String... sets) throws InvalidInputException {
        return SuiteReader.read(file, List.of(sets), Toys.CATALOG)
                .cells()
                .get(0)
                .spec();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        nonsense                      | --set nonsense this is not a setting; write PATH=VALUE, such as \
        training.epochs=5
        =5                            | --set =5 this is not a setting; write PATH=VALUE, such as training.epochs=5
        a..b=5                        | --set a..b=5 this is not a setting; write PATH=VALUE, such as training.epochs=5
        optimizer={sgd: [             | --set optimizer={sgd: [ a list or map is not closed; a ']' or '}' is missing
        optimizr.sgd.rate=1           | --set optimizr.sgd.rate=1 optimizr.sgd.rate: there is no key called \
        'optimizr'; did you mean optimizer?
        extends=x.yaml                | --set extends=x.yaml extends: extends cannot be changed here
        optimizer.adam.rate=1         | --set optimizer.adam.rate=1 optimizer.adam.rate: there is no adam here: \
        optimizer is sgd
        optimizer.sgd.raet=1          | --set optimizer.sgd.raet=1 optimizer.sgd.raet: unknown key; did you mean rate?
        optimizer.sgd.rate=0,1        | --set optimizer.sgd.rate=0,1 optimizer.sgd.rate: expected a number, found \
        '0,1'; write 0.1
        optimizer.sgd.rate=-1         | --set optimizer.sgd.rate=-1 optimizer.sgd.rate: -1 is outside [0,inf)
        optimizer.sgd.rate.linear.end=1 | --set optimizer.sgd.rate.linear.end=1 optimizer.sgd.rate.linear.end: there \
        is no linear here: optimizer.sgd.rate is 0.01
        network.1.dense.units=64      | --set network.1.dense.units=64 network.1.dense.units: there is no element 1 \
        here; elements are counted from 0, the last is 0
        network.first.dense.units=64  | --set network.first.dense.units=64 network.first.dense.units: there is no \
        element first here; elements are counted from 0, the last is 0
        landscape.rosenbrock.b=1      | --set landscape.rosenbrock.b=1 landscape.rosenbrock.b: landscape is not \
        given, so nothing in it can be changed
        optimizer.rate=1              | --set optimizer.rate=1 optimizer.rate: there is no rate here: optimizer is \
        sgd; did you mean optimizer.sgd.rate?
        network.0.units=1             | --set network.0.units=1 network.0.units: there is no units here: network.0 is \
        dense; did you mean network.0.dense.units?
        start.wieghts=a.npz           | --set start.wieghts=a.npz start.wieghts: unknown key; did you mean weights?
        start.weights.x=a.npz         | --set start.weights.x=a.npz start.weights.x: start is not given, so nothing in \
        it can be changed
        training.epohcs=1             | --set training.epohcs=1 training.epohcs: unknown key; did you mean epochs?
        training.batch.x=1            | --set training.batch.x=1 training.batch.x: training has no batch here
        seeds=0                       | --set seeds=0 seeds: 0 is outside [1,100000]
        compare.rul=[a]               | --set compare.rul=[a] compare.rul: unknown key 'rul'; did you mean rule?
        """)
    void mistakesInOverridesAreReportedWithTheArgument(String set, String expected) {
        assertEquals(expected, Toys.problems(file, set));
    }

    @Test
    void everyWrongSettingIsReported() {
        assertEquals(
                "--set seeds=0 seeds: 0 is outside [1,100000]\n"
                        + "--set x=1 x: there is no key called 'x'; choose one of name, about, data, network,"
                        + " loss, rule,"
                        + " landscape, start, optimizer, training, measure, listen, target, seeds, predictions, tune,"
                        + " problems, compare, baseline, questions, exclude, impossible, lint",
                Toys.problems(file, "x=1", "seeds=0"));
    }

    @Test
    void valuesCanBeSetAtAnyDepth() throws InvalidInputException {
        assertEquals(
                new ToyOptimizers.Sgd(0.5f, 0),
                run("optimizer.sgd.rate=.5").optimizer().get());
        assertEquals(
                new ToyOptimizers.Sgd(0.5f, 0.25f),
                run("optimizer.sgd.rate=.5", "optimizer.sgd.momentum=0.25")
                        .optimizer()
                        .get());
        assertEquals(
                new ToyOptimizers.Adam(0.5f, 0.9f, 0.999f, 1e-8f),
                run("optimizer={adam: {rate: 0.5}}").optimizer().get());
        assertEquals(
                "{dense: {units: 64, activation: identity, weights: {glorot-uniform: {gain: 1}}, bias: zeros}}",
                ((RunSpec.Learning) run("network.0.dense.units=64").task())
                        .network()
                        .get(0)
                        .text());
        assertEquals(9, run("training.epochs=9").training().budget().epochs());
        assertEquals(
                0.5,
                ((RunSpec.Learning) run("data.csv.test=0.5").task())
                        .data()
                        .settings()
                        .splitting()
                        .test());
        assertEquals(
                "{sgd: {rate: {linear: {start: 0.1, end: 1}}, momentum: 0}}",
                run("optimizer.sgd.rate=linear", "optimizer.sgd.rate.linear.end=1")
                        .optimizer()
                        .text());
        assertEquals(
                "{chain: {links: [{sgd: {rate: 0.01, momentum: 0}}, {sgd: {rate: 1, momentum: 0}}]}}",
                run("optimizer=[sgd, sgd]", "optimizer.1.sgd.rate=1")
                        .optimizer()
                        .text());
    }

    @Test
    void aDefaultCanBeSetInside() throws InvalidInputException {
        assertEquals(
                "{dense: {units: 3, activation: identity, weights: {glorot-uniform: {gain: 2}}, bias: zeros}}",
                ((RunSpec.Learning) run("network.0.dense.weights.glorot-uniform.gain=2")
                                .task())
                        .network()
                        .get(0)
                        .text());
    }

    @Test
    void seedsAndComparisonsCanBeSet() throws InvalidInputException {
        Suite suite = SuiteReader.read(
                file,
                List.of("seeds=3", "compare.rule=[delta]", "compare.optimizer.sgd.rate=[1, 2]", "name=a b"),
                Toys.CATALOG);
        assertEquals(List.of(1L, 2L, 3L), suite.seeds());
        assertEquals("a b", suite.name());
        assertEquals(
                List.of("delta, rate=1", "delta, rate=2"),
                suite.cells().stream().map(Suite.Cell::name).toList());
        assertEquals(
                1,
                SuiteReader.read(file, List.of("compare="), Toys.CATALOG)
                        .cells()
                        .size());
    }

    @Test
    void filesThatAnArgumentNamesAreRelativeToTheWorkingDirectory() throws InvalidInputException {
        assertEquals(
                List.of(Path.of("y.csv").toAbsolutePath()),
                ((RunSpec.Learning) run("data.csv.file=y.csv").task())
                        .data()
                        .dataset()
                        .files());
        assertEquals(
                List.of(folder.resolve("x.csv")),
                ((RunSpec.Learning) run().task()).data().dataset().files());
    }
}
