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
                DataSettings.of(0.25, 0.1, DataSettings.Scaling.STANDARD, DataSettings.Coding.ONE_HOT),
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
        assertEquals(true, run.training().batching().batch().full());
        assertEquals(
                List.of(Requirement.SLOPES, Requirement.FULL_BATCH),
                run.training().waive());
        assertEquals(
                List.of(new ToyProblems.Loss(), new ToyProblems.Alignment(3)),
                run.metrics().list().stream().map(Recipe::get).toList());
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
                new SuiteReader(Toys.CATALOG)
                        .readRun(text, "run")
                        .training()
                        .monitoring()
                        .probe());
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
                "s.yaml:2:8 start: a landscape has no weights; give a point, such as [1, 2], or random",
                problems("landscape: rosenbrock\nstart: {weights: w.npz}\noptimizer: sgd\ntraining: {steps: 1}\n"));
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
}
