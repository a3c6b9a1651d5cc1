package dev.engram.engine.lint;

import dev.engram.engine.suite.Suite;
import dev.engram.engine.yaml.NameSuggestions;
import dev.engram.engine.yaml.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Applies all lint rules to a suite, except for those that it ignores. */
public final class Linter {
    /** The rule for results in which the best value of an axis is the smallest or largest tried. */
    public static final String OPTIMUM_ON_BORDER = "optimum-on-border";

    /** The rule for suites that exclude diverging cells, and for results whose means leave out diverged runs. */
    public static final String DROPPED_DIVERGENCES = "dropped-divergences";

    /** The rule for loaded data with inputs of very different sizes that are not scaled. */
    public static final String UNSCALED_INPUTS = "unscaled-inputs";

    /** The rule for loaded data with large or small numbers to predict that are not scaled. */
    public static final String UNSCALED_TARGETS = "unscaled-targets";

    /** The rule for loaded data with classes that are tested but never trained. */
    public static final String UNTRAINED_CLASSES = "untrained-classes";

    /** The rule for compared batches that are larger than the training data. */
    public static final String OVERSIZED_BATCH = "oversized-batch";

    /** The rule for optimizers that shrink weights which the learning rule does not train. */
    public static final String UNTRAINED_DECAY = "untrained-decay";

    private static final Map<String, LintRule> RULES = new LinkedHashMap<>();
    private static final Map<String, String> CONDITIONS = new LinkedHashMap<>();

    static {
        rule("one-seed", SeedRules::one, "several cells and one seed");
        rule(
                "underpowered",
                SeedRules::underpowered,
                "no difference can be shown: the smallest p-value that the seeds can reach, times the number of"
                        + " comparisons, is above 0.05");
        rule(
                "few-seeds",
                SeedRules::few,
                "with fewer than ten seeds and this number of comparisons a difference can be shown only if all seeds"
                        + " agree on its sign; or there are two to four folds");
        rule("chosen-seeds", SeedRules::chosen, "the list of seeds has gaps");
        rule(
                DROPPED_DIVERGENCES,
                SeedRules::dropped,
                "cells are excluded because they diverge; or, in the results, a mean leaves out runs that diverged");
        rule("incomplete-folds", DataRules::folds, "the seeds do not use every fold equally often as test set");
        rule(
                "unequal-budgets",
                BudgetRules::unequal,
                "cells differ in epochs, steps, batch, patience or `keep`, and that is not an axis");
        rule(
                "unequal-data",
                DataRules::unequal,
                "cells of one problem learn from different data or different shares of them, and that is not an axis");
        rule("unequal-targets", BudgetRules::targets, "cells of one problem have different targets");
        rule(
                "confounded",
                ConfoundingRules::confounded,
                "a cell differs from the baseline in two of rule, loss and optimizer, and no cell differs in only one"
                        + " of them");
        rule(
                "chained-optimizers",
                OptimizerChainRules::compared,
                "a list of optimizers, which is a chain, has two neighbours with a rate each: a comparison may have"
                        + " been meant");
        rule(
                "dropped-hyperparameters",
                HyperparameterRules::dropped,
                "the suite sets hyperparameters of a component, and the comparison has only its name, which stands for"
                        + " the defaults");
        rule("unequal-tuning", TuningRules::unequal, "some cells are tuned, and others contain nothing to tune");
        rule(
                "choosing-on-test",
                TestDataRules::choosing,
                "three or more values of a hyperparameter are compared on test data");
        rule(
                "test-curves",
                TestDataRules::curves,
                "`training.curves` records curves on test data: they are for figures next to published curves");
        rule(
                "no-control",
                ControlRules::missing,
                "learning rules are compared on networks with hidden layers without `output-only`");
        rule("mixed-losses", LossRules::mixed, "cells with different losses are compared by `loss`");
        CONDITIONS.put(
                UNSCALED_INPUTS,
                "inputs are not scaled, and the standard deviation of one is over a hundred times that of another."
                        + " Inputs that hardly vary do not count. Reported when the data are loaded; not where"
                        + " `scaling: none` is written");
        CONDITIONS.put(
                UNSCALED_TARGETS,
                "numbers to predict are not scaled, and the mean or the standard deviation of one is above 10, or its"
                        + " standard deviation below 0.01. Reported when the data are loaded; not where"
                        + " `target-scaling: none` is written");
        CONDITIONS.put(
                UNTRAINED_CLASSES,
                "a class occurs in the validation or test data but not in the training data. Reported when the data are"
                        + " loaded");
        CONDITIONS.put(
                OVERSIZED_BATCH,
                "batches are compared, and one is larger than the training data. Reported when the data are loaded");
        CONDITIONS.put(
                UNTRAINED_DECAY,
                "the optimizer has weight decay, which shrinks the weights of layers that the learning rule does not"
                        + " train in any of the first eight batches, such as the hidden layers of `output-only`."
                        + " Reported when the network is built");
        CONDITIONS.put(
                OPTIMUM_ON_BORDER,
                "in the results: the best value of a numeric axis is the smallest or largest tried, or a tuned value"
                        + " is at the end of its range");
    }

    private Linter() {}

    private static void rule(String name, LintRule rule, String condition) {
        RULES.put(name, rule);
        CONDITIONS.put(name, condition);
    }

    /** Returns the condition under which each rule warns, by its name; for the reference, in Markdown. */
    public static Map<String, String> conditions() {
        return Collections.unmodifiableMap(CONDITIONS);
    }

    /** Returns the names of all rules. */
    public static List<String> ruleNames() {
        return List.copyOf(CONDITIONS.keySet());
    }

    /** Returns a problem for each ignored name that is not a rule. */
    public static List<Problem> unknownRules(Suite suite) {
        return suite.ignoredLintRules().entrySet().stream()
                .filter(e -> !ruleNames().contains(e.getKey()))
                .map(e -> new Problem(
                        e.getValue(),
                        "lint.ignore",
                        "there is no lint rule called '" + e.getKey() + "'"
                                + NameSuggestions.hint(e.getKey(), ruleNames())))
                .toList();
    }

    /**
     * Returns the warnings about a suite, in the order of the rules.
     *
     * @param metric the metric of the comparison, if known; else the first that the suite measures is used
     */
    public static List<Warning> lint(Suite suite, Optional<String> metric) {
        Optional<String> first = metric.isPresent()
                ? metric
                : suite.cells().stream()
                        .map(Suite.Cell::spec)
                        .filter(s ->
                                !s.metrics().isDefault() && !s.metrics().list().isEmpty())
                        .map(s -> s.metrics().list().get(0).entry().name())
                        .findFirst();
        List<Warning> all = new ArrayList<>();
        RULES.forEach((name, rule) -> {
            if (!suite.ignoredLintRules().containsKey(name) && !suite.cells().isEmpty()) {
                rule.find(suite, first)
                        .ifPresent(f -> all.add(new Warning(name, f.location(), f.path(), f.message(), f.advice())));
            }
        });
        return List.copyOf(all);
    }
}
