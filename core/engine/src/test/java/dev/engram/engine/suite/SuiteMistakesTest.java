package dev.engram.engine.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes in suites, and the problems that are reported. */
class SuiteMistakesTest {
    private static final String HEAD = """
        data: {digits: {test: 0.25, scaling: standard}}
        network: [{dense: {units: 32, activation: tanh}}, {dense: {units: 10}}]
        loss: cross-entropy
        optimizer: sgd
        """;

    @TempDir
    private Path folder;

    private String problems(String text) {
        return Toys.problems(Toys.write(folder, "s.yaml", text));
    }

    @Test
    void allProblemsAreReportedInTheOrderOfTheirLocations() {
        assertEquals("""
            s.yaml:1:17 data.digits.tset: unknown key; did you mean test?
            s.yaml:1:38 data.digits.scaling: expected one of none, standard, range, channel-standard, \
            channel-range, found 'std'
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
        measure, listen, target, seeds, predictions, tune, problems, compare, baseline, questions, exclude, \
        impossible, lint
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
        seeds: {a: 1}        | s.yaml:6:8 seeds: expected {until: decided, at-most: N}, a number of seeds or a list of \
        seeds@s.yaml:6:9 seeds.a: unknown key; choose one of until, at-most
        seeds: {until: done} | s.yaml:6:16 seeds.until: expected {until: decided, at-most: N}, a number of seeds or a \
        list of seeds
        seeds: {until: decided, at-most: 0} | s.yaml:6:34 seeds.at-most: 0 is outside [1,100000]
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
        start: [1]           | s.yaml:6:8 start: a network begins with weights drawn for each seed, or with those of \
        a file: expected a map such as {weights: weights.npz}, found a list
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
    void aFileThatIsNotAMapIsRefused() {
        assertEquals("s.yaml:1:1 expected a map of settings, found a list; write KEY: VALUE", problems("- a\n"));
        assertEquals("s.yaml:1:1 expected a map of settings, found 'a'; write KEY: VALUE", problems("a"));
    }
}
