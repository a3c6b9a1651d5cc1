package dev.engram.app.cli.referee;

import dev.engram.app.judge.JudgePlan;
import dev.engram.app.judge.JudgeReport;
import dev.engram.engine.judge.AttemptLevel;
import dev.engram.engine.judge.Judgment;
import java.util.LinkedHashMap;
import java.util.Map;

/** The answer of the judge as a tree for JSON. */
final class JudgeData {
    private JudgeData() {}

    static Map<String, Object> of(JudgeReport report) {
        JudgePlan plan = report.plan();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("decision", report.last().decision().word());
        tree.put("suite", plan.source().name());
        tree.put("baseline", plan.baseline().name());
        tree.put("candidate", plan.candidate().name());
        tree.put("metric", plan.criterion().metric().name());
        tree.put("direction", plan.criterion().metric().direction() > 0 ? "higher" : "lower");
        tree.put(
                "margin",
                plan.criterion().margin().isPresent()
                        ? plan.criterion().margin().getAsDouble()
                        : null);
        tree.put(
                "problems",
                plan.pairs().stream()
                        .flatMap(p -> p.baseline().problem().stream())
                        .toList());
        tree.put("attempt", report.attempt());
        tree.put("attempts", report.attempts());
        tree.put("level", report.level());
        tree.put("level_of_all", AttemptLevel.TOTAL);
        tree.put("at_most", plan.atMost());
        tree.putAll(part(report.first()));
        tree.put("tuning", tuning(plan));
        tree.put(
                "confirmation",
                report.confirmation().<Object>map(JudgeData::part).orElse(null));
        tree.put("text", new JudgeText(report).paragraphs());
        return tree;
    }

    private static Map<String, Object> part(JudgeReport.Part part) {
        Judgment j = part.judgment();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("decided", j.decision().word());
        tree.put("seeds", part.seeds());
        tree.put("better", j.counts().better());
        tree.put("worse", j.counts().worse());
        tree.put("equal", j.counts().equal());
        tree.put("misses", j.counts().misses());
        tree.put("baseline_misses", part.misses().baseline());
        tree.put("candidate_misses", part.misses().candidate());
        tree.put("baseline_mean", part.baselineMean());
        tree.put("candidate_mean", part.candidateMean());
        tree.put("mean_advantage", j.meanAdvantage());
        tree.put("evidence", j.evidence().different());
        tree.put("evidence_better", j.evidence().better());
        tree.put("evidence_worse", j.evidence().worse());
        tree.put("evidence_equal", j.evidence().equal());
        tree.put("decisive", j.evidence().threshold());
        tree.put("more_seeds", j.moreSeeds().isPresent() ? j.moreSeeds().getAsInt() : null);
        return tree;
    }

    private static Map<String, Object> tuning(JudgePlan plan) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("baseline_trials", trials(plan.baseline()));
        tree.put("candidate_trials", trials(plan.candidate()));
        tree.put("equal", plan.hasEqualBudgets());
        return tree;
    }

    private static Integer trials(JudgePlan.Side side) {
        return side.trials().isPresent() ? side.trials().getAsInt() : null;
    }
}
