package dev.engram.engine.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.bind.Recipe;
import dev.engram.engine.config.RunSpec;
import dev.engram.engine.run.BatchSize;
import dev.engram.engine.run.DataSettings;
import dev.engram.engine.run.ProbeSize;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.engine.yaml.InvalidInputException;
import dev.engram.engine.yaml.Location;
import dev.engram.spi.Requirement;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuiteReaderTest {
    private static final String HEAD = """
        data: {digits: {test: 0.25, scaling: standard}}
        network: [{dense: {units: 32, activation: tanh}}, {dense: {units: 10}}]
        loss: cross-entropy
        optimizer: sgd
        """;

    @TempDir
    private Path folder;

    private Suite read(String text, String... sets) throws InvalidInputException {
        return SuiteReader.read(Toys.write(folder, "s.yaml", text), List.of(sets), Toys.CATALOG);
    }

    private String problems(String text) {
        return Toys.problems(Toys.write(folder, "s.yaml", text));
    }

    @Test
    void aShortSuiteIsOneCellOfItsNameWithAllDefaults() throws InvalidInputException {
        Suite suite = read(HEAD + "training: {epochs: 3}\n");
        assertEquals("s", suite.name());
        assertEquals("", suite.about());
        assertEquals(List.of(1L), suite.seeds());
        assertEquals(Optional.empty(), suite.baseline());
        assertEquals(1, suite.cells().size());
        assertEquals("s", suite.cells().get(0).name());
        RunSpec run = suite.cells().get(0).spec();
        assertEquals("""
            data: {digits: {test: 0.25, validation: 0.1, scaling: standard, coding: one-hot, draw: 0}}
            network:
              - {dense: {units: 32, activation: tanh, weights: {glorot-uniform: {gain: 1}}, bias: zeros}}
              - {dense: {units: 10, activation: identity, weights: {glorot-uniform: {gain: 1}}, bias: zeros}}
            loss: cross-entropy
            rule: backprop
            optimizer: {sgd: {rate: 0.01, momentum: 0}}
            training: {epochs: 3, steps: 0, batch: 32, order: reshuffled, evaluate: 0, patience: 0, keep: last, \
            waive: []}
            measure: usual
            """, run.text());
        assertEquals(TrainingSettings.ofEpochs(3, new BatchSize(32)), run.training());
        assertEquals(
                new DataSettings(0.25, 0.1, DataSettings.Scaling.STANDARD, DataSettings.Coding.ONE_HOT, 0),
                ((RunSpec.Learning) run.task()).data().settings());
    }

    @Test
    void everyKeyIsRead() throws InvalidInputException {
        Suite suite = read(HEAD.replace("sgd", "[{sgd: {rate: linear}}, adam]") + """
            name: all of it
            about: >
              Shows
              nothing.
            rule: {direct-feedback-alignment: {scale: .5}}
            training: {steps: 7, batch: full, order: as-is, keep: best, waive: [slopes, full-batch]}
            seeds: [0, 7, 3]
            measure: [loss, {alignment: {window: 3}}]
            """);
        assertEquals("all of it", suite.name());
        assertEquals("Shows nothing.", suite.about());
        assertEquals(List.of(0L, 7L, 3L), suite.seeds());
        RunSpec run = suite.cells().get(0).spec();
        assertEquals(true, run.training().batch().full());
        assertEquals(
                List.of(Requirement.SLOPES, Requirement.FULL_BATCH),
                run.training().waive());
        assertEquals(
                List.of(new ToyProblems.Loss(), new ToyProblems.Alignment(3)),
                run.metrics().stream().map(Recipe::get).toList());
    }

    @Test
    void aRunIsReadBackFromItsText() throws InvalidInputException {
        for (String text : List.of(
                HEAD + "training: {epochs: 3, batch: full}\nmeasure: [loss]\nrule: layerwise\n",
                HEAD + "training: {epochs: 3, probe: 7}\nmeasure: [loss]\n",
                HEAD + "training: {epochs: 3}\nmeasure: [alignment]\n",
                HEAD + "training: {epochs: 3, probe: 7}\nmeasure: [alignment]\n",
                HEAD + "training: {epochs: 3, probe: batch, curves: [training, test]}\nmeasure: [alignment]\n",
                HEAD.replace("{digits: {", "{csv: {file: 'my data/x.csv', ")
                        + "training: {steps: 1, waive: [slopes]}\n",
                "landscape: rosenbrock\nstart: [-1.2, 1]\noptimizer: {adam: {rate: linear}}\ntraining: {steps: 9}\n",
                "landscape: rosenbrock\noptimizer: sgd\ntraining: {steps: 9}\n")) {
            RunSpec run = read(text).cells().get(0).spec();
            assertEquals(run, new SuiteReader(Toys.CATALOG).readRun(run.text(), "run"));
        }
    }

    private String training(String settings, String measure) throws InvalidInputException {
        String text = read(HEAD + "training: {epochs: 3" + settings + "}\nmeasure: [" + measure + "]\n")
                .cells()
                .get(0)
                .spec()
                .text();
        return text.replaceAll("(?s).*waive: \\[]|}\nmeasure.*", "");
    }

    @Test
    void theProbeSetIdentifiesARunOnlyIfAMetricInspectsTheTraining() throws InvalidInputException {
        assertEquals("", training("", "loss"), "as in stores that are older than the probe set");
        assertEquals("", training(", probe: 7", "loss"));
        assertEquals(", probe: 1000", training("", "alignment"), "other numbers than in older stores");
        assertEquals("", training(", probe: batch", "alignment"), "the numbers of older stores");
    }

    @Test
    void aSpecFromBeforeTheProbeSetIsInspectedOnABatch() throws InvalidInputException {
        String text = read(HEAD + "training: {epochs: 3, probe: batch}\nmeasure: [alignment]\n")
                .cells()
                .get(0)
                .spec()
                .text();
        assertTrue(!text.contains("probe"), text);
        assertEquals(
                ProbeSize.BATCH,
                new SuiteReader(Toys.CATALOG).readRun(text, "run").training().probe());
    }

    @Test
    void curvesIdentifyARunOnlyIfTheyAreSet() throws InvalidInputException {
        assertEquals("", training(", curves: []", "loss"));
        assertEquals(", curves: [test, training]", training(", curves: [training, test, test]", "loss"));
    }

    @Test
    void mistakesInProbeAndCurvesAreReported() {
        assertEquals(
                "s.yaml:5:30 training.probe: 'some' is not a number of examples to probe; write a number from 1 to"
                        + " 9999999, or batch",
                problems(HEAD + "training: {epochs: 1, probe: some}\n"));
        assertEquals(
                "s.yaml:4:11 training: a landscape has no data to draw curves for; remove curves",
                problems("landscape: rosenbrock\nstart: [-1.2, 1]\noptimizer: sgd\n"
                        + "training: {steps: 9, curves: [test]}\n"));
    }

    @Test
    void locationsPointToTheWrittenValues() throws InvalidInputException {
        Suite.Cell cell = read(HEAD + "training:\n  epochs: 3\n").cells().get(0);
        String file = folder.resolve("s.yaml").toString();
        assertEquals(new Location(file, 2, 27), cell.location("network.0.dense.units"));
        assertEquals(new Location(file, 4, 12), cell.location("optimizer.sgd.rate"));
        assertEquals(new Location(file, 6, 11), cell.location("training.epochs"));
        assertEquals(new Location(file, 1, 1), cell.location("rule"));
    }

    @Test
    void allProblemsAreReportedInTheOrderOfTheirLocations() {
        assertEquals("""
            s.yaml:1:17 data.digits.tset: unknown key; did you mean test?
            s.yaml:1:38 data.digits.scaling: expected one of none, standard, range, channel-standard, channel-range, found 'std'
            s.yaml:2:27 network.0.dense.units: expected an integer, found 'x'
            s.yaml:3:7 loss: tanh is an activation; expected a loss; choose cross-entropy
            s.yaml:4:27 optimizer.adam.beta1: 1.2 is outside [0,1)
            s.yaml:5:1 optimiser: unknown key; did you mean optimizer?
            s.yaml:6:19 training.batch: '0' is not a batch size; write a number from 1, or full
            s.yaml:7:8 seeds: 0 is outside [1,100000]
            s.yaml:8:11 measure.0: there is no metric called 'los'; did you mean loss?\
            """, problems("""
                data: {digits: {tset: 0.25, scaling: std}}
                network: [{dense: {units: x}}]
                loss: tanh
                optimizer: {adam: {beta1: 1.2}}
                optimiser: sgd
                training: {batch: 0, epochs: 1}
                seeds: 0
                measure: [los]
                """));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        training: {epochs: 1, steps: 1}  | s.yaml:5:11 training: epochs and steps are both given; give one of them
        training: {batch: 8}             | s.yaml:5:11 training: neither epochs nor steps is given; give one of them
        training: {}                     | s.yaml:5:11 training: neither epochs nor steps is given; give one of them
        training:                        | s.yaml:5:1 training: missing; give epochs or steps
        training: 5                      | s.yaml:5:11 training: expected a map of settings, found '5'; write \
        {epochs: 5}
        training: {epochs: 1e1}          | s.yaml:5:20 training.epochs: expected an integer, found '1e1'; write 10
        training: {epochs: 1, waive: [slops]} | s.yaml:5:31 training.waive.0: expected one of classes, output-layer, \
        hidden-layer, one-layer, plain-layers, chain, separate-examples, slopes, loss-slope, not-negative, \
        full-batch, true-gradient, proportional-step, found 'slops'; did you mean slopes?
        x: 1                             | s.yaml:1:1 training: missing; give epochs or steps@s.yaml:5:1 x: unknown \
        key; choose one of name, about, extends, data, network, loss, rule, landscape, start, optimizer, training, \
        measure, target, seeds, predictions, tune, problems, compare, baseline, questions, exclude, impossible, lint
        """)
    void mistakesInTrainingAreReported(String line, String expected) {
        assertEquals(expected.replace("@", "\n"), problems(HEAD + line + "\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        seeds: [1, 2, 1]     | s.yaml:6:15 seeds.2: seed 1 is listed twice; remove one
        seeds: [-1]          | s.yaml:6:9 seeds.0: -1 is outside [0,inf)
        seeds: []            | s.yaml:6:8 seeds: expected a number of seeds or a list of seeds, found an empty list
        seeds: ten           | s.yaml:6:8 seeds: expected an integer, found 'ten'
        seeds: {a: 1}        | s.yaml:6:8 seeds: expected a number of seeds or a list of seeds, found a map
        seeds: [9223372036854775808] | s.yaml:6:9 seeds.0: 9223372036854775808 is outside \
        [-9223372036854775808,9223372036854775807]
        name: [a]            | s.yaml:6:7 name: expected text, found a list
        name: ''             | s.yaml:6:7 name: the name is empty; write one, or remove the key
        measure: loss        | s.yaml:6:10 measure: expected a list, found 'loss'; write [loss]
        measure: loss, alignment | s.yaml:6:10 measure: expected a list, found 'loss, alignment'; write [loss, \
        alignment]
        measure: los         | s.yaml:6:10 measure: expected a list, found 'los'; write [los]@s.yaml:6:10 measure.0: \
        there is no metric called 'los'; did you mean loss?
        seeds: 1, 2          | s.yaml:6:8 seeds: expected an integer, found '1, 2'; write [1, 2]
        rule: [backprop, layerwise] | s.yaml:6:7 rule: expected a learning rule, found a list; to compare several, \
        write compare: {rule: [backprop, layerwise]}
        start: [1]           | s.yaml:6:1 start: only a landscape has a start; remove it, or give a landscape
        data: clash          | s.yaml:6:1 the key 'data' is given twice, first in line 1; keep one of them
        """)
    void mistakesInOtherKeysAreReported(String line, String expected) {
        assertEquals(expected.replace("@", "\n"), problems(HEAD + "training: {epochs: 1}\n" + line + "\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        [8, 3]                 | s.yaml:2:11 network.0: expected a layer, found '8'; write {dense: {units: \
        8}}@s.yaml:2:14 network.1: expected a layer, found '3'; write {dense: {units: 3}}
        8, 3                   | s.yaml:2:10 network: expected a list, found '8, 3'; write [{dense: {units: 8}}, \
        {dense: {units: 3}}]
        {dense: {units: 8}}    | s.yaml:2:10 network: expected a list, found a map; write [{dense: {units: 8}}]
        [{dense: 8}]           | s.yaml:2:19 network.0.dense: expected a map of hyperparameters, found '8'; write \
        {dense: {units: 8}}
        [{dense: {units: [8]}}] | s.yaml:2:27 network.0.dense.units: expected an integer, found a list; write 8
        [{dense: {units: [8, 16]}}] | s.yaml:2:27 network.0.dense.units: expected an integer, found a list; to \
        compare several, write compare: {network.0.dense.units: [8, 16]}
        """)
    void layersInOtherFormsAreCorrected(String network, String expected) {
        String text = HEAD.replace("[{dense: {units: 32, activation: tanh}}, {dense: {units: 10}}]", network)
                + "training: {epochs: 1}\n";
        assertEquals(expected.replace("@", "\n"), problems(text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        test: 20         | 23 data.digits.test: 20 is outside [0,1); give a share of the examples, not a percentage \
        or a count; for 20% write test: 0.2; leave it out to use the data set's own test set
        test: 500        | 23 data.digits.test: 500 is outside [0,1); give a share of the examples, not a percentage \
        or a count; leave it out to use the data set's own test set
        test: -0.5       | 23 data.digits.test: -0.5 is outside [0,1); give a share of the examples, not a percentage \
        or a count; leave it out to use the data set's own test set
        validation: 1    | 29 data.digits.validation: 1 is outside [0,1); give a share of the examples, not a \
        percentage or a count
        validation: -1   | 29 data.digits.validation: -1 is outside [0,1); give a share of the examples, not a \
        percentage or a count
        test: 25%        | 23 data.digits.test: expected a number, found '25%'; write 0.25
        """)
    void anInvalidShareIsExplained(String share, String expected) {
        assertEquals(
                "s.yaml:1:" + expected,
                problems(HEAD.replace("test: 0.25, scaling: standard", share) + "training: {epochs: 1}\n"));
    }

    @Test
    void aDataSetMustNotTakeTheNameOfASharedSetting() {
        assertEquals(
                "s.yaml:1:7 data: dataset/clash cannot be used: its hyperparameter test has the name of a setting that"
                        + " every data set has; its author has to rename it",
                problems(HEAD.replace("{digits: {test: 0.25, scaling: standard}}", "clash")
                        + "training: {epochs: 1}\n"));
    }

    @Test
    void aLandscapeReplacesDataNetworkLossAndRule() throws InvalidInputException {
        RunSpec run = read("landscape: {rosenbrock: {}}\nstart: [-1.2, 1]\noptimizer: sgd\ntraining: {steps: 100}\n")
                .cells()
                .get(0)
                .spec();
        assertEquals(List.of(-1.2, 1.0), ((RunSpec.Descent) run.task()).start());
        assertEquals(
                """
                s.yaml:2:1 loss: a landscape replaces data, network, loss and rule; remove loss or the landscape
                s.yaml:3:8 start: expected a list of numbers, or random, found '1'; write [1]
                s.yaml:5:11 training: a landscape has no epochs; give steps\
                """,
                problems("landscape: rosenbrock\n"
                        + "loss: cross-entropy\n"
                        + "start: 1\n"
                        + "optimizer: sgd\n"
                        + "training: {epochs: 100}\n"));
        assertEquals(
                "s.yaml:2:9 start.0: expected a number, found 'a'\ns.yaml:2:12 start.1: inf is outside (-inf,inf)",
                problems("landscape: rosenbrock\nstart: [a, inf]\noptimizer: sgd\ntraining: {steps: 100}\n"));
    }

    @Test
    void aStartMayBeDrawnBySeed() throws InvalidInputException {
        RunSpec run = read("landscape: rosenbrock\nstart: random\noptimizer: sgd\ntraining: {steps: 100}\n")
                .cells()
                .get(0)
                .spec();
        assertEquals(true, ((RunSpec.Descent) run.task()).randomStart());
        assertTrue(run.text().contains("\nstart: random\n"), run.text());
        assertEquals(
                run.text(),
                read(run.text()).cells().get(0).spec().text(),
                "what is written down reads as the same run");
    }

    @Test
    void aFileThatIsNotAMapIsRefused() {
        assertEquals("s.yaml:1:1 expected a map of settings, found a list; write KEY: VALUE", problems("- a\n"));
        assertEquals("s.yaml:1:1 expected a map of settings, found 'a'; write KEY: VALUE", problems("a"));
    }
}
