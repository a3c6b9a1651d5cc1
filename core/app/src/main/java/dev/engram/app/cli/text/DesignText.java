package dev.engram.app.cli.text;

import dev.engram.app.run.Plan;
import dev.engram.engine.compare.NumberFormats;
import dev.engram.engine.config.RunSpec;
import dev.engram.engine.design.Design;
import dev.engram.engine.design.DesignPower;
import dev.engram.engine.design.Factor;
import dev.engram.engine.design.QuestionKind;
import dev.engram.engine.suite.Suite;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The design of a comparison before it runs: what is compared, how many questions it asks, and what it can show. */
public final class DesignText {
    private final Plan plan;
    private final Design design;
    private final Optional<DesignPower> power;
    private final boolean folds;

    public DesignText(Plan plan) {
        this.plan = plan;
        this.design = plan.design();
        List<OptionalDouble> ratios =
                plan.cells().stream().map(DesignText::testPerTrain).distinct().toList();
        OptionalDouble testPerTrain = ratios.size() == 1 ? ratios.get(0) : OptionalDouble.empty();
        this.folds = testPerTrain.isPresent();
        this.power = design.family() == 0 || plan.suite().seeds().size() < 2
                ? Optional.empty()
                : Optional.of(
                        DesignPower.of(design.family(), plan.suite().seeds().size(), testPerTrain));
    }

    private static OptionalDouble testPerTrain(Suite.Cell cell) {
        return cell.spec().task() instanceof RunSpec.Learning l
                ? l.data().settings().splitting().testTrainRatio()
                : OptionalDouble.empty();
    }

    /** Returns the lines to print; none if nothing is compared. */
    public List<String> lines() {
        if (design.family() == 0) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("Design: " + factors() + ".");
        lines.add("Questions: " + questions() + "; "
                + (design.family() == 1
                        ? "no correction for a single comparison."
                        : "Holm correction for " + design.family() + " comparisons."));
        if (!design.unanswered().isEmpty()) {
            lines.add("Not compared: " + Plural.of(design.unanswered().size(), "cell") + ", because "
                    + design.unanswered().get(0).cell() + " is not run ("
                    + design.unanswered().get(0).reason() + ").");
        }
        lines.add("Power: "
                + power.map(this::power)
                        .orElse("one run of each cell cannot tell a difference from chance, and nothing is tested."));
        return lines;
    }

    private String factors() {
        String compared = design.plan().questioned().stream()
                .map(f -> f.name() + " (" + Plural.of(f.levels().size(), "value") + ")")
                .collect(Collectors.joining(" and "));
        String strata = design.plan().strata().isEmpty()
                ? ""
                : ", matched in " + strataCount() + " of "
                        + design.plan().strata().stream().map(Factor::name).collect(Collectors.joining(" and "));
        int problems = plan.suite().problems().size();
        return compared + " against " + design.plan().referenceName() + strata
                + (problems > 0 ? ", on each of " + Plural.of(problems, "problem") : "");
    }

    private String strataCount() {
        return design.strata() == 1 ? "1 stratum" : design.strata() + " strata";
    }

    /** The number of questions of each kind that there is. */
    private String questions() {
        List<String> counts = new ArrayList<>();
        for (QuestionKind kind : QuestionKind.values()) {
            if (design.count(kind) > 0) {
                String one = kind.key().replace('-', ' ').replaceFirst("s$", "");
                counts.add(Plural.of(design.count(kind), one));
            }
        }
        if (design.overProblems() > 0) {
            counts.add(Plural.of(design.overProblems(), "variant") + " over all problems");
        }
        return String.join(", ", counts);
    }

    private String power(DesignPower p) {
        String blocks = Plural.of(p.blocks(), folds ? "fold" : "seed");
        String reach = blocks + (p.blocks() == 1 ? " reaches" : " reach") + " p = " + number(p.smallestP())
                + " at best"
                + (p.family() == 1 ? "" : ", " + number(p.smallestCorrectedP()) + " after the correction");
        if (!p.sufficient()) {
            return reach + ": too few to show any difference. At least " + p.sufficientBlocks() + " are needed.";
        }
        String effect = "a difference of " + number(p.detectableEffect())
                + " times the standard deviation of the paired difference is found with a probability of 80%.";
        return folds ? "with " + blocks + " (corrected t test), " + effect : reach + "; " + effect;
    }

    private static String number(double x) {
        return NumberFormats.significantDigits(x, 2);
    }

    /** Returns the design as a tree for JSON; empty if nothing is compared. */
    public Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (design.family() == 0) {
            return tree;
        }
        tree.put("factors", design.factors().stream().map(DesignText::factor).toList());
        tree.put("reference", design.plan().referenceName());
        tree.put("strata", design.strata());
        tree.put("problems", plan.suite().problems());
        Map<String, Object> questions = new LinkedHashMap<>();
        for (QuestionKind kind : QuestionKind.values()) {
            questions.put(kind.key(), design.count(kind));
        }
        questions.put("over-problems", design.overProblems());
        tree.put("questions", questions);
        tree.put("family", design.family());
        tree.put(
                "not_compared",
                design.unanswered().stream()
                        .map(u -> Map.of("cell", u.question().cell(), "reference", u.cell(), "reason", u.reason()))
                        .toList());
        power.ifPresent(p -> tree.put("power", powerTree(p)));
        return tree;
    }

    private Map<String, Object> powerTree(DesignPower p) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put(folds ? "folds" : "seeds", p.blocks());
        tree.put("sufficient", p.sufficient());
        tree.put(folds ? "sufficient_folds" : "sufficient_seeds", p.sufficientBlocks());
        if (!folds) {
            tree.put("smallest_p", p.smallestP());
            tree.put("smallest_p_holm", p.smallestCorrectedP());
        }
        if (Double.isFinite(p.detectableEffect())) {
            tree.put("detectable_effect", p.detectableEffect());
        }
        return tree;
    }

    private static Map<String, Object> factor(Factor f) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", f.name());
        tree.put("levels", f.levels().stream().map(Factor.Level::label).toList());
        if (f.numeric()) {
            tree.put(
                    "scores",
                    f.levels().stream()
                            .map(l -> (Object) l.score().orElseThrow())
                            .toList());
        }
        f.reference().ifPresent(r -> tree.put("reference", r));
        return tree;
    }
}
