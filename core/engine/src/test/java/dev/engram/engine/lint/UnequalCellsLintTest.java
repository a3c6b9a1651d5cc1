package dev.engram.engine.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.engine.suite.Suite;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Cells that differ in more than what is compared. */
class UnequalCellsLintTest extends LintedSuites {
    @Test
    void cellsOfOneProblemShareTheirData() {
        String cells = HEAD + "seeds: 10\ncompare: [{name: a}, {name: b, %s}]\n";
        assertEquals(
                "s.yaml:7:38 data: 'a' and 'b' learn from different data or are tested on different shares of them, so"
                        + " a difference may be due to that alone; make them problems, or an axis [unequal-data]",
                warnings(cells.formatted("data: {digits: {test: 0.5}}")));
        assertEquals("", names(cells.formatted("data: {digits: {scaling: standard}}")), "that is part of a method");
        assertEquals(
                "",
                names(HEAD + "seeds: 10\ncompare: {data.digits.test: [0.1, 0.5], optimizer: [sgd, adam]}\n"),
                "the axis is the question");
        assertEquals(
                "",
                names(HEAD
                        + "seeds: 10\n"
                        + "problems: [{name: p}, {name: q, data: {digits: {test: 0.5}}}]\n"
                        + "compare: {optimizer: [sgd, adam]}\n"));
    }

    @Test
    void cellsOfOneProblemShareTheirTarget() {
        String cells = HEAD + "seeds: 10\nmeasure: [accuracy]\ntarget: {metric: accuracy, at: 0.9}\n";
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
        String cells = HEAD + "seeds: 10\ncompare: [{name: a}, {name: b, loss: mse, optimizer: adam}%s]\n";
        assertEquals(
                "s.yaml:7:38 loss: 'b' differs from 'a' in loss and optimizer at once, so the cause of a difference"
                        + " cannot be seen; add a cell that differs in only one of them [confounded]",
                warnings(cells.formatted("")));
        assertEquals("", names(cells.formatted(", {name: c, loss: mse}")));
        assertEquals("", names(HEAD + "seeds: 10\ncompare: {loss: [cross-entropy, mse], optimizer: [sgd, adam]}\n"));
        assertEquals(
                "",
                names(HEAD + "seeds: 10\ncompare: [{name: a}, {name: b, loss: mse, optimizer: {sgd: {rate: 0.1}}}]\n"),
                "an optimizer's own rate is not a factor");
    }

    @Test
    void budgetsThatDifferOutsideTheAxesAreUnequal() {
        assertEquals(
                "s.yaml:7:59 training: unequal budgets: 'a' and 'b' have epochs 3 and 30, batch 32 and full, so a"
                        + " difference may be due to that alone; give them the same, or make it an axis"
                        + " [unequal-budgets]",
                warnings(HEAD
                        + "seeds: 10\n"
                        + "compare: [{name: a}, {name: b, optimizer: adam, training: {epochs: 30, batch:"
                        + " full}}]\n"));
    }

    @Test
    void aBudgetThatIsAnAxisIsNotUnequal() {
        assertEquals("", names(HEAD + "seeds: 10\ncompare: {training.batch: [8, full], optimizer: [sgd, adam]}\n"));
        assertEquals(
                "",
                names(HEAD + "seeds: 10\nproblems: [{name: a, training.epochs: 1}, {name: b, training.epochs: 9}]\n"
                        + "compare: {optimizer: [sgd, adam]}\n"));
        assertEquals(
                "unequal-budgets",
                names(HEAD
                        + "seeds: 10\n"
                        + "compare: {variants: [{name: a}, {name: b, training.patience: 3}], training.batch:"
                        + " [8, 9]}\n"));
    }

    @Test
    void comparingTunedWithUntunedCellsWarns() {
        String suite = HEAD
                + "seeds: 10\n"
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
                                        .batching()
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
        String rules = HEAD + "seeds: 10\ncompare: {rule: [backprop, direct-feedback-alignment]}\n";
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
                names(HEAD + "seeds: 10\ncompare: {rule: [backprop, direct-feedback-alignment, output-only]}\n"
                        + "exclude: [{when: {rule: output-only}, because: no time}]\n"));
    }

    @Test
    void lossesOfDifferentUnitsCannotBeComparedByLoss() {
        String losses = HEAD + "seeds: 10\ncompare: {loss: [cross-entropy, mse]}\n";
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
}
