package dev.engram.engine.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.engine.network.Dense;
import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Origin;
import dev.engram.engine.suite.Suite;
import dev.engram.engine.suite.SuiteReader;
import dev.engram.engine.suite.Toys;
import dev.engram.engine.yaml.InvalidInputException;
import dev.engram.spi.BoundRule;
import dev.engram.spi.Component;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.LearningRule;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Metric;
import dev.engram.spi.Setup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinterTest {
    private static final Catalog CATALOG = Catalog.of(
            Stream.of(List.of(Dense.class), List.of(Toys.components()), List.of(LinterTest.class.getDeclaredClasses()))
                    .flatMap(List::stream)
                    .filter(c -> c.isAnnotationPresent(Component.class))
                    .map(c -> Entry.of(c, "", Origin.BUILT_IN))
                    .toList());
    private static final String HEAD = """
        data: digits
        network: [{dense: {units: 4}}, {dense: {units: 3}}]
        loss: cross-entropy
        optimizer: {sgd: {rate: 0.5}}
        training: {epochs: 3}
        """;

    @TempDir
    private Path folder;

    @Component("output-only")
    public record OutputOnly() implements LearningRule {
        @Override
        public BoundRule bind(Setup setup) {
            throw new IncompatibleException("a toy");
        }
    }

    @Component("mse")
    public record MeanSquares() implements LossFunction {
        @Override
        public double value(float[] y, float[] t, int from, int to) {
            return 0;
        }

        @Override
        public void gradient(float[] y, float[] t, float[] out, int from, int to) {}
    }

    @Component("accuracy")
    public record Accuracy() implements Metric.OfPredictions {
        @Override
        public int direction() {
            return 1;
        }

        @Override
        public double compute(Predictions p) {
            return 0;
        }
    }

    private Suite read(String text) {
        try {
            return SuiteReader.read(Files.writeString(folder.resolve("s.yaml"), text), List.of(), CATALOG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InvalidInputException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Returns the warnings about a suite, one per line, without the folder. */
    private String warnings(String text) {
        return String.join(
                "\n",
                Linter.lint(read(text), Optional.empty()).stream()
                        .map(Warning::toString)
                        .map(w -> w.replace(folder + "/", ""))
                        .toList());
    }

    private String names(String text) {
        return String.join(
                " ",
                Linter.lint(read(text), Optional.empty()).stream()
                        .map(Warning::rule)
                        .toList());
    }

    @Test
    void oneSeedIsTooFewForAComparisonButNotForOneCellOrADescentWithoutChance() {
        assertEquals(
                "s.yaml:6:8 seeds: one seed: a difference between cells cannot be told from chance; use ten or more"
                        + " [one-seed]",
                warnings(HEAD + "seeds: 1\ncompare: {loss: [cross-entropy, mse]}\nmeasure: []\n"));
        assertEquals("", names(HEAD));
        assertEquals("few-seeds", names(HEAD + "seeds: 2\ncompare: {optimizer: [sgd, adam]}\n"));
        String descent = "landscape: rosenbrock\ntraining: {steps: 3}\ncompare: {optimizer: [sgd, adam]}\n";
        assertEquals("", names(descent));
        assertEquals("one-seed", names(descent + "start: random\n"));
    }

    @Test
    void aChainOfTwoOptimizersMayBeMeantAsAComparison() {
        String bare = HEAD.replace("optimizer: {sgd: {rate: 0.5}}\n", "");
        assertEquals(
                "s.yaml:5:12 optimizer: this list is one optimizer, a chain, in which adam receives the steps of sgd in"
                        + " place of gradients; the two are not compared; to compare them, write compare: {optimizer:"
                        + " [sgd, adam]} [chained-optimizers]",
                warnings(bare + "optimizer: [sgd, {adam: {rate: 1}}]\n"));
        assertEquals("chained-optimizers", names(bare + "optimizer: [clamp, {lookahead: {fast: sgd}}, adam]\n"));
        assertEquals(
                "chained-optimizers",
                names(bare + "seeds: 10\ncompare: {optimizer: [adam, [sgd, adam]]}\nlint: {ignore: [confounded]}\n"));
    }

    @Test
    void otherChainsAreMeantAsChains() {
        String bare = HEAD.replace("optimizer: {sgd: {rate: 0.5}}\n", "");
        assertEquals("", names(bare + "optimizer: [clamp, adam, clamp]\n"));
        assertEquals("", names(bare + "optimizer: [adam, clamp, sgd]\n"));
        assertEquals("", names(bare + "optimizer: {lookahead: {fast: [clamp, adam]}}\n"));
        assertEquals("", names(bare + "seeds: 10\ncompare: {optimizer: [sgd, adam]}\n"));
    }

    @Test
    void fewerThanFiveSeedsAreTooFew() {
        assertEquals(
                "s.yaml:6:8 seeds: 4 seeds: a difference that all of them agree on may still be chance; use ten or"
                        + " more [few-seeds]",
                warnings(HEAD + "seeds: 4\ncompare: {optimizer: [sgd, adam]}\n"));
        assertEquals("", names(HEAD + "seeds: 5\ncompare: {optimizer: [sgd, adam]}\n"));
        assertEquals("", names(HEAD + "seeds: 4\n"), "one cell is compared with nothing");
    }

    @Test
    void excludingCellsForTheirFailuresWarns() {
        String excluded = HEAD
                + "seeds: 5\ncompare: {optimizer: [sgd, adam]}\nexclude: [{when: {optimizer: adam}, because: %s}]\n";
        assertEquals(
                "s.yaml:8:10 exclude: 'adam' is excluded because of how its runs end (it diverges at once): a failure"
                        + " is a result, and without it the others look better than they are; run it: a run"
                        + " that diverges"
                        + " counts as the worst [dropped-divergences]",
                warnings(excluded.formatted("it diverges at once")));
        assertEquals("", names(excluded.formatted("the nanosecond budget is for sgd")));
    }

    @Test
    void cellsOfOneProblemShareTheirData() {
        String cells = HEAD + "seeds: 5\ncompare: [{name: a}, {name: b, %s}]\n";
        assertEquals(
                "s.yaml:7:38 data: 'a' and 'b' learn from different data or are tested on different shares of them, so"
                        + " a difference may be due to that alone; make them problems, or an axis [unequal-data]",
                warnings(cells.formatted("data: {digits: {test: 0.5}}")));
        assertEquals("", names(cells.formatted("data: {digits: {scaling: standard}}")), "that is part of a method");
        assertEquals(
                "",
                names(HEAD + "seeds: 5\ncompare: {data.digits.test: [0.1, 0.5], optimizer: [sgd, adam]}\n"),
                "the axis is the question");
        assertEquals(
                "",
                names(HEAD
                        + "seeds: 5\n"
                        + "problems: [{name: p}, {name: q, data: {digits: {test: 0.5}}}]\n"
                        + "compare: {optimizer: [sgd, adam]}\n"));
    }

    @Test
    void cellsOfOneProblemShareTheirTarget() {
        String cells = HEAD + "seeds: 5\nmeasure: [accuracy]\ntarget: {metric: accuracy, at: 0.9}\n";
        assertEquals(
                "s.yaml:8:9 target: 'a' and 'b' have different targets, so the times to reach them cannot be compared;"
                        + " give all cells of a problem the same target [unequal-targets]",
                warnings(cells + "compare: [{name: a}, {name: b, target.at: 0.5, optimizer: adam}]\n"));
        assertEquals(
                "",
                names(cells
                        + "problems: [{name: p}, {name: q, target.at: 0.5, training.epochs: 4}]\n"
                        + "compare: {optimizer: [sgd, adam]}\n"));
    }

    @Test
    void aDifferenceThatMayBeDueToTwoThingsIsConfounded() {
        String cells = HEAD + "seeds: 5\ncompare: [{name: a}, {name: b, loss: mse, optimizer: adam}%s]\n";
        assertEquals(
                "s.yaml:7:38 loss: 'b' differs from 'a' in loss and optimizer at once, so the cause of a difference"
                        + " cannot be seen; add a cell that differs in only one of them [confounded]",
                warnings(cells.formatted("")));
        assertEquals("", names(cells.formatted(", {name: c, loss: mse}")));
        assertEquals("", names(HEAD + "seeds: 5\ncompare: {loss: [cross-entropy, mse], optimizer: [sgd, adam]}\n"));
        assertEquals(
                "",
                names(HEAD + "seeds: 5\ncompare: [{name: a}, {name: b, loss: mse, optimizer: {sgd: {rate: 0.1}}}]\n"),
                "an optimizer's own rate is not a factor");
    }

    @Test
    void repeatsOfCrossValidationMustBeComplete() {
        String folded = HEAD.replace("digits", "{digits: {folds: 5}}");
        assertEquals("", names(folded));
        assertEquals("", names(folded + "seeds: 10\n"));
        assertEquals(
                "s.yaml:6:8 seeds: only 2 of 5 folds are used for testing, so some examples count more often than"
                        + " others; use"
                        + " 5 seeds, or a multiple [incomplete-folds]",
                warnings(folded + "seeds: 7\n"));
    }

    @Test
    void seedsWithGapsLookChosen() {
        assertEquals(
                "s.yaml:6:8 seeds: seeds are missing from the sequence (3, 5): dropping seeds that diverged or"
                        + " performed badly biases every number; give the number of seeds, not a list [chosen-seeds]",
                warnings(HEAD + "seeds: [1, 2, 4, 6]\n"));
        assertEquals("", names(HEAD + "seeds: [3, 4, 5]\n"));
        assertEquals("", names(HEAD + "seeds: [17, 4711, 271828]\n"));
    }

    @Test
    void budgetsThatDifferOutsideTheAxesAreUnequal() {
        assertEquals(
                "s.yaml:7:59 training: unequal budgets: 'a' and 'b' have epochs 3 and 30, batch 32 and full, so a"
                        + " difference may be due to that alone; give them the same, or make it an axis"
                        + " [unequal-budgets]",
                warnings(HEAD
                        + "seeds: 5\n"
                        + "compare: [{name: a}, {name: b, optimizer: adam, training: {epochs: 30, batch:"
                        + " full}}]\n"));
    }

    @Test
    void aBudgetThatIsAnAxisIsNotUnequal() {
        assertEquals("", names(HEAD + "seeds: 5\ncompare: {training.batch: [8, full], optimizer: [sgd, adam]}\n"));
        assertEquals(
                "",
                names(HEAD + "seeds: 5\nproblems: [{name: a, training.epochs: 1}, {name: b, training.epochs: 9}]\n"
                        + "compare: {optimizer: [sgd, adam]}\n"));
        assertEquals(
                "unequal-budgets",
                names(HEAD
                        + "seeds: 5\n"
                        + "compare: {variants: [{name: a}, {name: b, training.patience: 3}], training.batch:"
                        + " [8, 9]}\n"));
    }

    @Test
    void aSearchOverNumbersOnTestDataWarns() {
        assertEquals(
                "s.yaml:7:32 optimizer.sgd.rate: the 3 values of optimizer.sgd.rate are compared on test data: the"
                        + " best of them looks better than it is; choose one on validation data and other"
                        + " seeds, as tune"
                        + " does [choosing-on-test]",
                warnings(HEAD + "seeds: 5\ncompare: {optimizer.sgd.rate: [1, 2, 3]}\n"));
        assertEquals(
                "",
                names(HEAD
                        + "seeds: 5\ncompare: {optimizer.sgd.rate: [1, constant]}\n"
                                .replace("constant", "{constant: {value: 2}}")));
        assertEquals("", names(HEAD + "seeds: 5\ncompare: {network.0.dense.units: [1, 2, 3]}\n"));
    }

    @Test
    void comparingTunedWithUntunedCellsWarns() {
        String suite = HEAD
                + "seeds: 5\n"
                + "compare: {optimizer: [sgd, adam]}\n"
                + "tune: {space: {optimizer.sgd.rate: {log-uniform: [0.01, 1]}}}\n";
        assertEquals(
                "s.yaml:7:28 optimizer: 'sgd' is the best of 20 trials, but in 'adam' there is nothing to tune, so a"
                        + " difference may be due to that alone; add something to the space for every cell"
                        + " [unequal-tuning]",
                warnings(suite));
        assertEquals("", names(suite.replace("1]}}}", "1]}, optimizer.adam.rate: {log-uniform: [0.01, 1]}}}")));
    }

    @Test
    void aTunedBatchIsNotAnUnequalBudget() {
        Suite s = read(HEAD
                + "seeds: 10\n"
                + "compare: {optimizer: [sgd, adam]}\n"
                + "tune: {trials: 9, space: {training.batch: {choice: [8, 64]}}}\n");
        List<Suite.Cell> cells = s.cells().stream()
                .map(c -> c.with(
                        c.name(),
                        s.tuning().orElseThrow().spaces().get(c.name()).trials().stream()
                                .map(t -> t.spec())
                                .filter(r -> r.training()
                                        .batch()
                                        .toString()
                                        .equals(c.name().equals("sgd") ? "8" : "64"))
                                .findFirst()
                                .orElseThrow()))
                .toList();
        assertEquals(List.of(), Linter.lint(s.withCells(cells), Optional.empty()));
    }

    @Test
    void rulesForHiddenLayersNeedTheControlThatTrainsNone() {
        String rules = HEAD + "seeds: 5\ncompare: {rule: [backprop, direct-feedback-alignment]}\n";
        assertEquals(
                "s.yaml:7:18 rule: 2 learning rules are compared without a control, so it cannot be seen whether the"
                        + " hidden layers learn anything; add the rule output-only [no-control]",
                warnings(rules));
        assertEquals("", names(rules.replace("[backprop, ", "[backprop, output-only, ")));
        assertEquals("", names(rules.replace("{dense: {units: 4}}, ", "")));
    }

    @Test
    void anExcludedControlDoesNotCount() {
        assertEquals(
                "no-control",
                names(HEAD + "seeds: 5\ncompare: {rule: [backprop, direct-feedback-alignment, output-only]}\n"
                        + "exclude: [{when: {rule: output-only}, because: no time}]\n"));
    }

    @Test
    void lossesOfDifferentUnitsCannotBeComparedByLoss() {
        String losses = HEAD + "seeds: 5\ncompare: {loss: [cross-entropy, mse]}\n";
        assertEquals(
                "s.yaml:7:18 loss: cells with different losses (cross-entropy, mse) are compared by their own loss,"
                        + " which has a different unit in each; put another metric first, such as accuracy"
                        + " [mixed-losses]",
                warnings(losses + "measure: [loss, accuracy]\n"));
        assertEquals("", names(losses + "measure: [accuracy, loss]\n"));
        assertEquals(
                "mixed-losses",
                Linter.lint(read(losses), Optional.of("loss")).get(0).rule());
    }

    @Test
    void ignoredRulesDoNotWarn() {
        assertEquals("", names(HEAD + "compare: {optimizer: [sgd, adam]}\nlint: {ignore: [one-seed]}\n"));
    }

    @Test
    void anUnknownIgnoredRuleIsAProblem() {
        assertEquals(
                "[s.yaml:6:17 lint.ignore: there is no lint rule called 'oneseed'; did you mean one-seed?]",
                Linter.unknownRules(read(HEAD + "lint: {ignore: [oneseed]}\n"))
                        .toString()
                        .replace(folder + "/", ""));
    }

    @Test
    void everyRuleHasItsOwnName() {
        assertEquals(Linter.ruleNames().stream().distinct().toList(), Linter.ruleNames());
        assertEquals(16, Linter.ruleNames().size());
    }
}
