package dev.engram.app.distribution.suites;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.SampleSuites;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bad suite: every problem is reported with its place, and nothing is run. */
class BadSuiteIT {
    @TempDir
    private Path folder;

    @Test
    void unknownKey() {
        refuses("seeds: 2", "sedes: 2", "DIR/bad.yaml:10:1 sedes: unknown key; did you mean seeds?");
    }

    @Test
    void unknownHyperparameter() {
        refuses("rate: 0.2", "rat: 0.2", "DIR/bad.yaml:7:19 optimizer.sgd.rat: unknown key; did you mean rate?");
    }

    @Test
    void unknownComponent() {
        refuses(
                "{sgd: {rate: 0.2}}",
                "{adma: {rate: 0.2}}",
                "DIR/bad.yaml:7:13 optimizer: there is no optimizer called 'adma'; did you mean adam?");
        refuses(
                "rule: backprop",
                "rule: backprob",
                "DIR/bad.yaml:8:7 rule: there is no learning rule called 'backprob'; did you mean backprop?");
        refuses(
                "seeds: 2",
                "measure: [acuracy]",
                "DIR/bad.yaml:10:11 measure.0: there is no metric called 'acuracy'; did you mean accuracy?");
    }

    @Test
    void namesOfOtherLibraries() {
        refuses(
                "loss: cross-entropy",
                "loss: mean-squared-error",
                "DIR/bad.yaml:6:7 loss: there is no loss called 'mean-squared-error'; did you mean mse?");
        refuses(
                "{digits: {test: 0.2}}",
                "MNIST",
                "DIR/bad.yaml:2:7 data: there is no dataset called 'MNIST'; did you mean mnist?");
        refuses(
                "rule: backprop",
                "rule: backpropagation",
                "DIR/bad.yaml:8:7 rule: there is no learning rule called 'backpropagation'; did you mean backprop?");
    }

    @Test
    void wrongTypes() {
        refusesText(
                SampleSuites.SMALL
                        .replace("rate: 0.2", "rate: fast")
                        .replace("epochs: 1", "epochs: 1.5")
                        .replace("seeds: 2", "seeds: [1, x]")
                        .replace("units: 8", "units: [8]"),
                """
                DIR/bad.yaml:4:20 network.0.dense.units: expected an integer, found a list; write 8
                DIR/bad.yaml:7:25 optimizer.sgd.rate: expected a number, found 'fast'
                DIR/bad.yaml:9:20 training.epochs: expected an integer, found '1.5'
                DIR/bad.yaml:10:12 seeds.1: expected an integer, found 'x'
                4 problems; nothing was run.
                """);
    }

    @Test
    void outOfRange() {
        refusesText(
                SampleSuites.SMALL
                        .replace("rate: 0.2", "rate: -1")
                        .replace("epochs: 1", "epochs: -1")
                        .replace("seeds: 2", "seeds: 0")
                        .replace("units: 8", "units: 0")
                        .replace("test: 0.2", "test: 1.5"),
                """
                DIR/bad.yaml:2:23 data.digits.test: 1.5 is outside [0,1); give a share of the examples, \
                not a percentage or a count; leave it out to use the data set's own test set
                DIR/bad.yaml:4:20 network.0.dense.units: 0 is outside [1,1000000]
                DIR/bad.yaml:7:25 optimizer.sgd.rate: -1 is outside [0,inf)
                DIR/bad.yaml:9:20 training.epochs: -1 is outside [0,1000000000]
                DIR/bad.yaml:10:8 seeds: 0 is outside [1,100000]
                5 problems; nothing was run.
                """);
    }

    @Test
    void problemsOfEveryKindAreSortedByPlace() {
        refusesText(
                SampleSuites.SMALL
                        .replace("rate: 0.2", "rate: -1, x: 2")
                        .replace("rule: backprop", "rule: nope")
                        .replace("units: 8", "units: many")
                        .replace("loss: cross-entropy\n", ""),
                """
                DIR/bad.yaml:1:1 loss: missing; name one, such as cross-entropy
                DIR/bad.yaml:4:20 network.0.dense.units: expected an integer, found 'many'
                DIR/bad.yaml:6:25 optimizer.sgd.rate: -1 is outside [0,inf)
                DIR/bad.yaml:6:29 optimizer.sgd.x: unknown key; choose rate
                DIR/bad.yaml:7:7 rule: there is no learning rule called 'nope'; \
                "engram components learning-rule" lists them all, and --plugins FILE adds yours
                5 problems; nothing was run.
                """);
    }

    @Test
    void duplicateKey() {
        refuses(
                "seeds: 2",
                "loss: mse",
                "DIR/bad.yaml:10:1 the key 'loss' is given twice, first in line 6; keep one of them");
    }

    @Test
    void aliasesAndTags() {
        refusesText(
                SampleSuites.SMALL
                        .replace("{sgd: {rate: 0.2}}", "&o {sgd: {rate: 0.2}}")
                        .replace("seeds: 2", "compare: {optimizer: [*o]}"),
                """
                DIR/bad.yaml:7:12 &o: anchors are not allowed; write the value out where it is needed
                DIR/bad.yaml:10:23 *o: aliases are not allowed; write the value out, or share it with extends
                2 problems; nothing was run.
                """);
        refuses(
                "rule: backprop",
                "rule: !!str backprop",
                "DIR/bad.yaml:8:7 the tag !!str is not allowed; the type follows from the key");
    }

    @Test
    void emptyFile() {
        String nothing = "there are no settings here; write at least data, network, loss, optimizer and training";
        refusesText("", "DIR/bad.yaml:1:1 " + nothing + "\n1 problem; nothing was run.\n");
        refusesText("# a comment\n", "DIR/bad.yaml:2:1 " + nothing + "\n1 problem; nothing was run.\n");
    }

    @Test
    void binaryFile() throws IOException {
        Files.write(folder.resolve("bad.yaml"), new byte[] {'P', 'K', 3, 4, (byte) 0xff, 0});
        refused("DIR/bad.yaml:1:5 this is not UTF-8 text; save the file as UTF-8\n1 problem; nothing was run.\n");
        Files.write(folder.resolve("bad.yaml"), "a: 1\n\0".getBytes(StandardCharsets.UTF_8));
        refused("DIR/bad.yaml:2:1 the character U+0000 is not allowed in YAML; is this a text file?\n"
                + "1 problem; nothing was run.\n");
    }

    @Test
    void missingFile() {
        refused("DIR/bad.yaml does not exist\n1 problem; nothing was run.\n");
    }

    @Test
    void aFolderInsteadOfAFile() throws IOException {
        Files.createDirectory(folder.resolve("bad.yaml"));
        refused("DIR/bad.yaml is a directory; name a file\n1 problem; nothing was run.\n");
    }

    @Test
    void aRuleThatDoesNotSuitTheNetwork() {
        refuses("rule: backprop", "rule: delta", "DIR/bad.yaml:8:7 rule: delta needs a network of exactly one layer");
        refuses(
                "units: 10",
                "units: 7",
                "DIR/bad.yaml:5:5 network.1: backprop needs a last layer as wide as the targets: the layer has 7"
                        + " outputs, the data has 10 targets");
        refuses(
                "{digits: {test: 0.2}}",
                "sine",
                "DIR/bad.yaml:5:5 network.1: backprop needs a last layer as wide as the targets: the layer has 10"
                        + " outputs, the data has 1 target");
        refusesText(
                SampleSuites.SMALL.replace("{digits: {test: 0.2}}", "xor").replace("units: 10", "units: 1"),
                "DIR/bad.yaml:5:5 network.1: backprop needs a last layer as wide as the targets: the layer has 1"
                        + " output, the data has 2 targets; give it two, or write coding: binary (or signed) in data"
                        + " for a single output\n1 problem; nothing was run.\n");
    }

    @Test
    void aTargetInPercent() {
        refuses(
                "seeds: 2",
                "target: {metric: accuracy, at: 95}",
                "DIR/bad.yaml:10:32 target.at: accuracy 95 is out of reach: the best possible value is 1");
    }

    @Test
    void aLossThatDoesNotSuitTheOutput() {
        refuses(
                "softmax",
                "tanh",
                "DIR/bad.yaml:6:7 loss: cross-entropy compares distributions, so it follows a softmax output; set the"
                        + " last layer's activation to softmax, or keep it at identity and use"
                        + " cross-entropy-with-logits (or seed-cross-entropy after sigmoid)");
    }

    @Test
    void aMetricThatDoesNotSuitTheData() {
        refusesText(
                SampleSuites.SMALL
                                .replace("{digits: {test: 0.2}}", "sine")
                                .replace("units: 10, activation: softmax", "units: 1")
                                .replace("cross-entropy", "mse")
                        + "measure: [accuracy]\n",
                """
                DIR/bad.yaml:11:10 measure: accuracy needs classes, but the data has none; measure loss instead
                1 problem; nothing was run.
                """);
    }

    @Test
    void aProblemOfSeveralCellsIsReportedOnce() {
        refusesText(
                SampleSuites.SMALL.replace("softmax", "tanh") + "compare: {optimizer: [sgd, adam, momentum]}\n", """
                DIR/bad.yaml:6:7 loss: cross-entropy compares distributions, so it follows a softmax output; \
                set the last layer's activation to softmax, \
                or keep it at identity and use cross-entropy-with-logits (or seed-cross-entropy after sigmoid)
                1 problem; nothing was run.
                """);
        refusesText(SampleSuites.SMALL + "compare: {rule: [backprop, delta], optimizer: [sgd, adam]}\n", """
            DIR/bad.yaml:11:28 rule: delta needs a network of exactly one layer \
            (write impossible: skip to leave out impossible cells)
            1 problem; nothing was run.
            """);
    }

    @Test
    void aScheduleThatLeavesTheRange() {
        refuses(
                "rate: 0.2",
                "rate: {polynomial: {start: 0.1, end: -0.1}}",
                "DIR/bad.yaml:7:25 optimizer.sgd.rate: polynomial gives -0.0024390243902439046, which is outside"
                        + " [0,inf), at step 22 of 41");
    }

    @Test
    void aBaselineThatIsNotACell() {
        refuses(
                "seeds: 2",
                "compare: {optimizer: [sgd, adam]}\nbaseline: adan",
                "DIR/bad.yaml:11:11 baseline: there is no cell called 'adan'; did you mean adam?");
    }

    private void refuses(String line, String other, String problem) {
        refusesText(SampleSuites.SMALL.replace(line, other), problem + "\n1 problem; nothing was run.\n");
    }

    private void refusesText(String suite, String errors) {
        SampleSuites.write(folder, "bad.yaml", suite);
        refused(errors);
    }

    private void refused(String errors) {
        Path out = folder.resolve("results");
        CommandResult e = InProcessCli.run("run", folder.resolve("bad.yaml"), "--out", out)
                .withFolderAsDir(folder);
        assertAll(
                () -> assertEquals(errors, e.err()),
                () -> assertEquals("", e.out()),
                () -> assertEquals(2, e.code()),
                () -> assertFalse(Files.exists(out), "a store was created"));
    }
}
