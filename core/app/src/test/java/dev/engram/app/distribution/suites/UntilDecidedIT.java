package dev.engram.app.distribution.suites;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.SampleSuites;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests suites whose seeds are added until their questions are decided. */
class UntilDecidedIT {
    private static final String SUITE = """
        name: tiny
        data: {iris: {test: 0.3}}
        network: [{dense: {units: 3, activation: softmax}}]
        loss: cross-entropy
        rule: backprop
        training: {epochs: 3, batch: 16}
        seeds: {until: decided, at-most: 40}
        measure: [loss]
        compare: {optimizer: [{sgd: {rate: 0.01}}, {sgd: {rate: 0.03}}]}
        """;

    @TempDir
    private Path folder;

    private CommandResult run(String command, String text, String out, Object... more) {
        Path file = SampleSuites.write(folder, "tiny.yaml", text);
        Object[] all = new Object[4 + more.length];
        all[0] = command;
        all[1] = file;
        all[2] = "--out";
        all[3] = folder.resolve(out);
        System.arraycopy(more, 0, all, 4, more.length);
        return InProcessCli.run(all);
    }

    @Test
    void seedsAreAddedUntilTheQuestionIsDecidedWithAnyNumberOfWorkers() {
        CommandResult one = run("run", SUITE, "one", "--workers", 1, "--explain");
        assertEquals(0, one.code(), one.out() + one.err());
        int runs = SampleSuites.runs(folder.resolve("one/engram.db")).size();
        assertTrue(runs >= 10 && runs < 40, runs + " runs\n" + one.out());
        assertTrue(one.out().contains("sequential test"), one.out());
        assertTrue(one.out().contains("better"), one.out());
        assertFalse(one.out().contains("Wilcoxon"), one.out());
        String verdicts = run("compare", SUITE, "one", "--format", "verdicts").out();
        CommandResult many = run("run", SUITE, "many", "--workers", 16, "--format", "verdicts");
        assertEquals(verdicts, many.out());
        assertEquals(verdicts, run("run", SUITE, "one", "--format", "verdicts").out());
        assertEquals(runs, SampleSuites.runs(folder.resolve("one/engram.db")).size());
    }

    @Test
    void openQuestionsEndAtTheMost() {
        CommandResult e = run("run", SUITE.replace("40", "4"), "open");
        assertEquals(0, e.code(), e.out() + e.err());
        assertEquals(8, SampleSuites.runs(folder.resolve("open/engram.db")).size());
        assertTrue(e.out().contains("not shown"), e.out());
    }

    /** Else one worker would stop at seeds that many workers pass before they first look. */
    @Test
    void cellsThatAreEqualInTheFirstSeedsAreNotDecided() {
        String ties = SUITE.replace("40", "8").replace("[loss]", "[accuracy]").replace("0.03", "0.010001");
        CommandResult e = run("run", ties, "ties", "--workers", 1);
        assertEquals(0, e.code(), e.out() + e.err());
        assertEquals(16, SampleSuites.runs(folder.resolve("ties/engram.db")).size(), e.out());
    }

    @Test
    void theCheckSaysThatTheNumberIsALimit() {
        Path file = SampleSuites.write(folder, "tiny.yaml", SUITE);
        CommandResult e = InProcessCli.run("check", file);
        assertEquals(0, e.code(), e.out() + e.err());
        assertTrue(e.out().contains("2 cells x at most 40 seeds"), e.out());
        Path folds = SampleSuites.write(folder, "folds.yaml", SUITE.replace("test: 0.3", "folds: 3"));
        CommandResult refused = InProcessCli.run("check", folds);
        assertEquals(2, refused.code(), refused.out());
        assertTrue((refused.out() + refused.err()).contains("folds share training data"), refused.err());
    }
}
