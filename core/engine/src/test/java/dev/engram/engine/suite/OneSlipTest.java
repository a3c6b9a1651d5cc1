package dev.engram.engine.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One slip is one problem: what is a consequence of it is not reported. */
class OneSlipTest {
    private static final String SUITE = """
        data: digits
        network: {hidden: [3, 4], template: {dense: {weights: zeros}}, output: {dense: {units: 3}}}
        loss: cross-entropy
        optimizer: {sgd: {rate: 0.5}}
        training: {epochs: 3}
        compare: {rule: [backprop, delta]}
        baseline: {rule: delta}
        """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        loss:     | los:        | s.yaml:3:1 los: unknown key; did you mean loss?
        training: | trainin:    | s.yaml:5:1 trainin: unknown key; did you mean training?
        compare:  | ocmpare:    | s.yaml:6:1 ocmpare: unknown key; did you mean compare?
        data:     | dtaa:       | s.yaml:1:1 dtaa: unknown key; did you mean data?
        units: 3  | unit: 3     | s.yaml:2:81 network.2.dense.unit: unknown key; did you mean units?
        zeros     | zero        | s.yaml:2:55 network.0.dense.weights: there is no initialiser called 'zero'; did \
        you mean zeros?
        epochs: 3 | epochs: x   | s.yaml:5:20 training.epochs: expected an integer, found 'x'
        """)
    void aSlipIsOneProblem(String right, String wrong, String expected) {
        assertEquals(expected, Toys.problems(Toys.write(folder, "s.yaml", SUITE.replaceFirst(right, wrong))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        network: [{dense: {units: 3}] | s.yaml:6:29 a ',' or '}' is missing before this
        compare: [{name: a, networ: [{dense: {units: 3}}]}] | s.yaml:6:21 compare.0.networ: unknown key 'networ'; \
        did you mean network?
        """)
    void aSlipInANetworkIsOneProblem(String network, String expected) {
        String rest = SUITE.replaceFirst("network:.*\n", "").replaceFirst("(?s)compare.*", "");
        assertEquals(
                expected, Toys.problems(Toys.write(folder, "s.yaml", rest.replaceFirst("data", "\ndata") + network)));
    }
}
