package dev.engram.engine.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LinterTest extends LintedSuites {
    @Test
    void oneSeedIsTooFewForAComparisonButNotForOneCellOrADescentWithoutChance() {
        assertEquals(
                "s.yaml:6:8 seeds: one seed: a difference between cells cannot be told from chance; use ten or more"
                        + " [one-seed]",
                warnings(HEAD + "seeds: 1\ncompare: {loss: [cross-entropy, mse]}\nmeasure: []\n"));
        assertEquals("", names(HEAD));
        assertEquals("underpowered", names(HEAD + "seeds: 2\ncompare: {optimizer: [sgd, adam]}\n"));
        String descent = "landscape: rosenbrock\ntraining: {steps: 3}\ncompare: {optimizer: [sgd, adam]}\n";
        assertEquals("", names(descent));
        assertEquals("one-seed", names(descent + "start: random\n"));
    }

    @Test
    void aChainOfTwoOptimizersMayBeMeantAsAComparison() {
        String bare = HEAD.replace("optimizer: {sgd: {rate: 0.01}}\n", "");
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
        String bare = HEAD.replace("optimizer: {sgd: {rate: 0.01}}\n", "");
        assertEquals("", names(bare + "optimizer: [clamp, adam, clamp]\n"));
        assertEquals("", names(bare + "optimizer: [adam, clamp, sgd]\n"));
        assertEquals("", names(bare + "optimizer: {lookahead: {fast: [clamp, adam]}}\n"));
        assertEquals("", names(bare + "seeds: 10\ncompare: {optimizer: [sgd, adam]}\n"));
    }

    @Test
    void hyperparametersThatTheComparisonReplacesByTheNameAloneWarn() {
        String own = HEAD.replace("rate: 0.01", "rate: 0.5") + "seeds: 10\n";
        assertEquals(
                "s.yaml:4:12 optimizer: the comparison has only the name sgd, which stands for the defaults, in place"
                        + " of {sgd: {rate: 0.5}} here; write {sgd: {rate: 0.5}} there as well, or {sgd: {}} if the"
                        + " defaults are meant [dropped-hyperparameters]",
                warnings(own + "compare: {optimizer: [sgd, adam]}\n"));
        assertEquals(
                "dropped-hyperparameters",
                names(own + "compare: [{name: a, optimizer: sgd}, {name: b, optimizer.sgd.rate: 0.1}]\n"));
        String tuned = "compare: {optimizer: [sgd, adam]}\ntune: {space: {%s: {log-uniform: [0.01, 0.9]},"
                + " optimizer.adam.rate: {log-uniform: [0.01, 1]}}}\n";
        assertEquals("dropped-hyperparameters", names(own + tuned.formatted("optimizer.sgd.momentum")));
        assertEquals("", names(own + tuned.formatted("optimizer.sgd.rate")), "the rate is tuned");
    }

    @Test
    void hyperparametersOfAComponentThatTheComparisonWritesOutOrLeavesDoNotWarn() {
        String own = HEAD.replace("rate: 0.01", "rate: 0.5") + "seeds: 10\n";
        assertEquals("", names(own + "compare: {optimizer: [{sgd: {}}, adam]}\n"));
        assertEquals("", names(own + "compare: {optimizer: [{sgd: {rate: 0.1}}, adam]}\n"));
        assertEquals("", names(own + "compare: {optimizer: [adam, {lookahead: {fast: sgd}}]}\n"));
        assertEquals(
                "",
                names(own + "compare: [{name: a, optimizer: sgd, optimizer.sgd.rate: 0.5}, {name: b, optimizer:"
                        + " adam}]\n"));
        assertEquals("", names(HEAD + "seeds: 10\ncompare: {optimizer: [sgd, adam]}\n"), "the rate is the default");
    }

    @Test
    void curvesOnTestDataAreForFiguresOnly() {
        String curves = HEAD.replace("training: {epochs: 3}", "training: {epochs: 3, curves: [%s]}");
        assertEquals("", names(curves.formatted("training")));
        assertEquals("test-curves", names(curves.formatted("training, test")));
    }

    @Test
    void seedsThatCannotShowAnyDifferenceAreTooFew() {
        assertEquals(
                "s.yaml:6:8 seeds: too few seeds to show any difference: the smallest p-value of 5 seeds is 0.063, and"
                        + " it must be at most 0.05; use at least 6 seeds [underpowered]",
                warnings(HEAD + "seeds: 5\ncompare: {optimizer: [sgd, adam]}\n"));
        assertEquals(
                "s.yaml:6:8 seeds: too few seeds to show any difference: the smallest p-value of 6 seeds is 0.031, and"
                        + " Holm's correction for 2 comparisons multiplies it by 2, which must be at most 0.05; use at"
                        + " least 7 seeds, or ask fewer questions (see `questions`) [underpowered]",
                warnings(HEAD + "seeds: 6\ncompare: {optimizer.sgd.rate: [1, 2, 3]}\n"
                        + "lint: {ignore: [choosing-on-test]}\n"));
        assertEquals("", names(HEAD + "seeds: 4\n"), "one cell is compared with nothing");
    }

    @Test
    void seedsThatMustAllAgreeAreFewAndNeverBothWarningsAreGiven() {
        assertEquals(
                "s.yaml:6:8 seeds: 6 seeds and a single comparison: a difference can be shown only if all seeds agree"
                        + " on its sign; use ten or more [few-seeds]",
                warnings(HEAD + "seeds: 6\ncompare: {optimizer: [sgd, adam]}\n"));
        assertEquals("", names(HEAD + "seeds: 7\ncompare: {optimizer: [sgd, adam]}\n"));
    }

    @Test
    void excludingCellsForTheirFailuresWarns() {
        String excluded = HEAD
                + "seeds: 10\ncompare: {optimizer: [sgd, adam]}\nexclude: [{when: {optimizer: adam}, because: %s}]\n";
        assertEquals(
                "s.yaml:8:10 exclude: 'adam' is excluded because of how its runs end (it diverges at once): a failure"
                        + " is a result, and without it the others look better than they are; run it: a run"
                        + " that diverges"
                        + " counts as the worst [dropped-divergences]",
                warnings(excluded.formatted("it diverges at once")));
        assertEquals("", names(excluded.formatted("the nanosecond budget is for sgd")));
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
    void aSearchOverNumbersOnTestDataWarns() {
        assertEquals(
                "s.yaml:7:32 optimizer.sgd.rate: the 3 values of optimizer.sgd.rate are compared on test data: the"
                        + " best of them looks better than it is; choose one on validation data and other"
                        + " seeds, as tune"
                        + " does [choosing-on-test]",
                warnings(HEAD + "seeds: 10\ncompare: {optimizer.sgd.rate: [1, 2, 3]}\n"));
        assertEquals(
                "",
                names(HEAD
                        + "seeds: 10\ncompare: {optimizer.sgd.rate: [1, constant]}\n"
                                .replace("constant", "{constant: {value: 2}}")));
        assertEquals("", names(HEAD + "seeds: 10\ncompare: {network.0.dense.units: [1, 2, 3]}\n"));
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
        assertEquals(23, Linter.ruleNames().size());
    }
}
