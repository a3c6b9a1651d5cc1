package dev.engram.engine.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.engram.engine.run.Target;
import dev.engram.engine.suite.Suite;
import dev.engram.engine.suite.SuiteReader;
import dev.engram.engine.suite.Toys;
import dev.engram.engine.yaml.InvalidInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetTest {
    private static final String HEAD = """
        data: digits
        network: [{dense: {units: 3}}]
        loss: cross-entropy
        optimizer: sgd
        training: {epochs: 3}
        """;

    @TempDir
    private Path folder;

    private Suite read(String text, String... sets) throws InvalidInputException {
        return SuiteReader.read(Toys.write(folder, "s.yaml", text), List.of(sets), Toys.CATALOG);
    }

    private String problems(String text) {
        return Toys.problems(Toys.write(folder, "s.yaml", text));
    }

    private static String id(Suite suite) {
        return RunIdentity.of(suite.cells().get(0).spec(), 1, p -> "");
    }

    @Test
    void aTargetThatDoesNotStopTheRunIsNotInItsIdentity() throws InvalidInputException {
        Suite plain = read(HEAD);
        Suite aimed = read(HEAD + "target: {metric: loss, at: 0.5}\n");
        assertEquals(
                Optional.of(new Target("loss", 0.5, false)),
                aimed.cells().get(0).spec().target());
        assertEquals(id(plain), id(aimed));
        assertEquals(
                0.25,
                read(HEAD + "target: {metric: loss, at: 0.5}\n", "target.at=0.25")
                        .cells()
                        .get(0)
                        .spec()
                        .target()
                        .orElseThrow()
                        .at());
    }

    @Test
    void aTargetThatStopsTheRunIsInItsIdentity() throws InvalidInputException {
        Suite at = read(HEAD + "target: {metric: loss, at: 0.5, stop: true}\n");
        assertNotEquals(id(read(HEAD)), id(at));
        assertNotEquals(id(read(HEAD + "target: {metric: loss, at: 0.4, stop: true}\n")), id(at));
        String text = at.cells().get(0).spec().text();
        assertEquals(text, read(text).cells().get(0).spec().text(), "what is written down reads as the same run");
    }

    @Test
    void eachProblemMayHaveItsOwn() throws InvalidInputException {
        Suite suite = read(HEAD
                + "target: {metric: loss, at: 0.5}\n"
                + "problems: [{name: a}, {name: b, target.at: 0.1, training.batch: 8}, {name: c, training.batch: 9,"
                + " target: {metric: loss, at: 7}}]\n");
        assertEquals(
                List.of(0.5, 0.1, 7.0),
                suite.cells().stream()
                        .map(c -> c.spec().target().orElseThrow().at())
                        .toList());
    }

    @Test
    void aTargetThatCannotBeReachedIsRefused() {
        assertEquals(
                "s.yaml:6:18 target.metric: there is no metric called 'los'; did you mean loss?",
                problems(HEAD + "target: {metric: los, at: 1}\n"));
        assertEquals(
                "s.yaml:6:18 target.metric: alignment is not measured; add it to measure",
                problems(HEAD + "target: {metric: alignment, at: 1}\n"));
        assertEquals(
                "s.yaml:6:18 target.metric: alignment is not measured on predictions; name a metric such as accuracy"
                        + " or loss",
                problems(HEAD + "target: {metric: alignment, at: 1}\nmeasure: [alignment]\n"));
        assertEquals(
                "s.yaml:6:18 target.metric: targets are checked on validation data, but validation is 0; give a share,"
                        + " such as 0.1",
                problems(HEAD.replace("digits", "{digits: {validation: 0}}") + "target: {metric: loss, at: 1}\n"));
        assertEquals(
                "s.yaml:4:18 target.metric: on a landscape the target is a value, not 'loss'; write metric: value",
                problems("landscape: rosenbrock\n"
                        + "optimizer: sgd\n"
                        + "training: {steps: 3}\n"
                        + "target: {metric: loss, at: 1}\n"));
        assertEquals(
                "s.yaml:6:28 target.at: loss -1 is out of reach: the best possible value is 0",
                problems(HEAD + "target: {metric: loss, at: -1}\n"));
        assertEquals(
                "s.yaml:6:9 target: expected a map such as {metric: accuracy, at: 0.95}, found '0.9'",
                problems(HEAD + "target: 0.9\n"));
        assertEquals(
                "s.yaml:6:24 target.att: unknown key; did you mean at?",
                problems(HEAD + "target: {metric: loss, att: 1}\n"));
    }

    @Test
    void foldsReplaceTheTestShareAndDetermineTheSeeds() throws InvalidInputException {
        assertEquals(
                "s.yaml:1:7 data.digits: with one fold no training data is left; give at least 2 folds",
                problems(HEAD.replace("digits", "{digits: {folds: 1}}")));
        assertEquals(
                "s.yaml:1:7 data.digits: test and folds are both given, but each fold is the test set in turn; omit"
                        + " test",
                problems(HEAD.replace("digits", "{digits: {folds: 5, test: 0.2}}")));
        assertEquals(
                List.of(1L, 2L, 3L, 4L, 5L),
                read(HEAD.replace("digits", "{digits: {folds: 5}}")).seeds());
        assertEquals(
                List.of(1L, 2L),
                read(HEAD.replace("digits", "{digits: {folds: 5}}") + "seeds: 2\n")
                        .seeds());
    }

    @Test
    void predictionsAreKeptUnlessTheSuiteSaysNo() throws InvalidInputException {
        assertEquals(true, read(HEAD).storePredictions());
        assertEquals(false, read(HEAD + "predictions: false\n").storePredictions());
        assertEquals(
                "s.yaml:6:14 predictions: expected true or false, found 'maybe'",
                problems(HEAD + "predictions: maybe\n"));
    }
}
