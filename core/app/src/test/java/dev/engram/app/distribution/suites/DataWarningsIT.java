package dev.engram.app.distribution.suites;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.SampleSuites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests warnings and problems that only a look at the data shows. */
class DataWarningsIT {
    private static final String SUITE = """
        name: s
        data: {csv: {file: my.csv, classes: false}}
        network: [{dense: {units: 1}}]
        loss: sse
        optimizer: sgd
        training: {epochs: 1}
        measure: [rmse]
        """;

    @TempDir
    private Path folder;

    @BeforeEach
    void writeData() throws IOException {
        write(200_000, 1_000);
    }

    private void write(double offset, double unit) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            text.append(i % 7).append(',').append(offset + unit * (i % 5)).append('\n');
        }
        Files.writeString(folder.resolve("my.csv"), text);
    }

    private CommandResult check(String text) {
        return InProcessCli.run("check", SampleSuites.write(folder, "s.yaml", text));
    }

    @Test
    void largeTargetsAreReportedWithTheRemedy() {
        CommandResult e = check(SUITE);
        assertEquals(0, e.code(), e.err());
        assertTrue(
                e.err()
                        .contains("s.yaml:2:7 data: target 0 of csv is not scaled, and has the mean 2.02e+05 and the"
                                + " standard deviation 1.4"),
                e.err());
        assertTrue(
                e.err()
                        .contains(
                                "add target-scaling: standard to csv; results stay in the unit of the data set. Or add"
                                        + " target-scaling: none if that is intended [unscaled-targets]"),
                e.err());
    }

    @Test
    void scaledOrDeliberatelyUnscaledOrOrdinaryTargetsAreNotReported() throws IOException {
        for (String scaling : new String[] {"standard", "range", "none"}) {
            CommandResult e = check(SUITE.replace("classes: false", "classes: false, target-scaling: " + scaling));
            assertEquals(0, e.code(), e.err());
            assertFalse(e.err().contains("unscaled-targets"), e.err());
        }
        CommandResult ignored = check(SUITE + "lint: {ignore: [unscaled-targets]}\n");
        assertFalse(ignored.err().contains("unscaled-targets"), ignored.err());
        write(1, 0.5);
        assertFalse(check(SUITE).err().contains("unscaled-targets"));
    }

    @Test
    void tinyTargetsAreReported() throws IOException {
        write(0, 0.0001);
        assertTrue(check(SUITE).err().contains("the loss hardly tells good predictions from bad ones"));
    }

    @Test
    void classesThatAreTestedButNeverTrainedAreReported() throws IOException {
        StringBuilder sorted = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            sorted.append(i % 7).append(',').append("abcde".charAt(i / 8)).append('\n');
        }
        Files.writeString(folder.resolve("my.csv"), sorted);
        String classes = SUITE.replace("classes: false", "test: 0.2").replace("rmse", "accuracy");
        String suite = classes.replace("units: 1", "units: 5");
        assertFalse(check(suite).err().contains("untrained-classes"), "classes are divided evenly at random");
        CommandResult e = check(suite.replace("test: 0.2", "test: 0.2, split: in-order"));
        assertEquals(0, e.code(), e.err());
        assertTrue(
                e.err()
                        .contains("s.yaml:2:7 data: a class of csv cannot be learnt, because validation or test data"
                                + " have it"),
                e.err());
        assertTrue(e.err().contains("shuffle the file if it is sorted by class [untrained-classes]"), e.err());
        String many = suite.replace("test: 0.2", "test: 0.9, validation: 0, split: in-order");
        assertTrue(
                check(many).err().contains("4 classes of csv cannot be learnt, because"),
                check(many).err());
        assertTrue(
                check(many).err().contains("the training data do not: b, c, d and 1 more; give"),
                check(many).err());
        CommandResult ignored = check(many + "lint: {ignore: [untrained-classes]}\n");
        assertFalse(ignored.err().contains("untrained-classes"), ignored.err());
    }

    @Test
    void aComparedBatchThatIsLargerThanTheTrainingDataIsReported() {
        String suite = SUITE + "compare: {training.batch: [4, 100]}\n";
        assertTrue(
                check(suite)
                        .err()
                        .contains("s.yaml:8:31 training.batch: a batch of 100 is more than the 29 training examples, so"
                                + " that each step uses all of them; write full, or a smaller number"
                                + " [oversized-batch]"),
                check(suite).err());
        assertFalse(
                check(SUITE.replace("epochs: 1", "epochs: 1, batch: 100")).err().contains("oversized-batch"));
        assertFalse(check(suite + "lint: {ignore: [oversized-batch]}\n").err().contains("oversized-batch"));
    }

    @Test
    void weightDecayOfLayersThatTheRuleDoesNotTrainIsReported() {
        String suite = SUITE.replace("network: [", "network: [{dense: {units: 4}}, ")
                .replaceAll("(?m)^optimizer:.*$", "optimizer: [sgd, weight-decay]\nrule: output-only");
        assertTrue(
                check(suite)
                        .err()
                        .contains("optimizer: weight decay shrinks the weights that output-only does not train"
                                + " (layer0/weights), in a long run to nothing; give this rule an optimizer without"
                                + " weight decay [untrained-decay]"),
                check(suite).err());
        assertFalse(check(suite + "lint: {ignore: [untrained-decay]}\n").err().contains("untrained-decay"));
    }

    @Test
    void aTestShareThatRoundsToNoExampleIsALocatedProblem() {
        CommandResult e = check(SUITE.replace("classes: false", "classes: false, test: 0.01"));
        assertEquals(2, e.code());
        assertTrue(
                e.err()
                        .contains("s.yaml:2:7 data: csv: test: 0.01 of 40 examples rounds to no example; one of them is"
                                + " 0.025: raise test, or set test: 0 to train without test data"),
                e.err());
    }

    @Test
    void aDeviceAsDataFileIsALocatedProblem() {
        CommandResult e = check(SUITE.replace("my.csv", "/dev/zero"));
        assertEquals(2, e.code());
        assertTrue(e.err().contains("s.yaml:2:"), e.err());
        assertTrue(e.err().contains("/dev/zero cannot be read: it is a device, a pipe or a socket"), e.err());
    }
}
