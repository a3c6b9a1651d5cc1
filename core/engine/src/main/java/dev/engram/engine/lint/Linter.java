package dev.engram.engine.lint;

import dev.engram.engine.suite.Suite;
import dev.engram.engine.yaml.NameSuggestions;
import dev.engram.engine.yaml.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Applies all lint rules to a suite, but for those that it says are to be ignored. */
public final class Linter {
    /** Found in results, not in the suite: an axis whose best value is the last that was tried. */
    public static final String OPTIMUM_ON_BORDER = "optimum-on-border";

    /** Found in a suite that leaves them out, and in results whose means do. */
    public static final String DROPPED_DIVERGENCES = "dropped-divergences";

    /** Found in data, when they are loaded: inputs of very different sizes that are not scaled. */
    public static final String UNSCALED_INPUTS = "unscaled-inputs";

    private static final Map<String, LintRule> RULES = new LinkedHashMap<>();

    static {
        RULES.put("one-seed", SeedRules::one);
        RULES.put("few-seeds", SeedRules::few);
        RULES.put("chosen-seeds", SeedRules::chosen);
        RULES.put(DROPPED_DIVERGENCES, SeedRules::dropped);
        RULES.put("incomplete-folds", DataRules::folds);
        RULES.put("unequal-budgets", BudgetRules::unequal);
        RULES.put("unequal-data", DataRules::unequal);
        RULES.put("unequal-targets", BudgetRules::targets);
        RULES.put("confounded", ConfoundingRules::confounded);
        RULES.put("chained-optimizers", OptimizerChainRules::compared);
        RULES.put("unequal-tuning", TuningRules::unequal);
        RULES.put("choosing-on-test", TestDataRules::choosing);
        RULES.put("no-control", ControlRules::missing);
        RULES.put("mixed-losses", LossRules::mixed);
    }

    private Linter() {}

    /** Of all rules. */
    public static List<String> ruleNames() {
        List<String> names = new ArrayList<>(RULES.keySet());
        names.add(UNSCALED_INPUTS);
        names.add(OPTIMUM_ON_BORDER);
        return List.copyOf(names);
    }

    /** Names to be ignored that no rule has. */
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
     * What is doubtful about a suite, in the order of the rules.
     *
     * @param metric that the comparison goes by, once it is known; before, what the suite says it measures first
     */
    public static List<Warning> lint(Suite suite, Optional<String> metric) {
        Optional<String> first = metric.isPresent()
                ? metric
                : suite.cells().stream()
                        .map(Suite.Cell::spec)
                        .filter(s -> !s.defaultMetrics() && !s.metrics().isEmpty())
                        .map(s -> s.metrics().get(0).entry().name())
                        .findFirst();
        List<Warning> all = new ArrayList<>();
        RULES.forEach((name, rule) -> {
            if (!suite.ignoredLintRules().containsKey(name) && !suite.cells().isEmpty()) {
                rule.find(suite, first)
                        .ifPresent(f -> all.add(
                                new Warning(name, f.cell().location(f.path()), f.path(), f.message(), f.advice())));
            }
        });
        return List.copyOf(all);
    }
}
