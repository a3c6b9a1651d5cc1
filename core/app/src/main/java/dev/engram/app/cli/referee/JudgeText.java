package dev.engram.app.cli.referee;

import dev.engram.app.cli.text.Plural;
import dev.engram.app.judge.JudgePlan;
import dev.engram.app.judge.JudgeReport;
import dev.engram.engine.compare.NumberFormats;
import dev.engram.engine.judge.AttemptLevel;
import dev.engram.engine.judge.Decision;
import dev.engram.engine.judge.Judgment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The answer of the judge in sentences. */
final class JudgeText {
    private static final int DIGITS = 3;

    private final JudgeReport report;
    private final JudgePlan plan;

    JudgeText(JudgeReport report) {
        this.report = report;
        this.plan = report.plan();
    }

    /** Returns the paragraphs. The first word is the decision. */
    List<String> paragraphs() {
        List<String> all = new ArrayList<>();
        all.add(headline() + " " + seeds(report.first()) + " "
                + evidence(report.first().judgment()));
        report.confirmation().ifPresent(c -> all.add(confirmation(c)));
        all.add(attempts() + " " + budgets());
        next().forEach(all::add);
        return all;
    }

    private String headline() {
        String candidate = "'" + plan.candidate().name() + "'";
        String baseline = "'" + plan.baseline().name() + "'";
        String metric = " in " + plan.criterion().metric().name() + ".";
        if (report.confirmation().isPresent() && report.last().decision() != Decision.KEEP) {
            return report.last().decision().word().toUpperCase(Locale.ROOT)
                    + ": the suite's seeds show that " + candidate + " is better than " + baseline + metric
                    + " Fresh seeds do not confirm it.";
        }
        return switch (report.last().decision()) {
            case KEEP -> "KEEP: " + candidate + " is better than " + baseline + metric;
            case DISCARD -> "DISCARD: " + candidate + " is worse than " + baseline + metric;
            case EQUAL ->
                "EQUAL for practical purposes: " + candidate + " and " + baseline + " differ by less than "
                        + number(plan.criterion().margin().orElseThrow()) + metric;
            case UNDECIDED ->
                "UNDECIDED: no difference between " + candidate + " and " + baseline + " is shown" + metric;
        };
    }

    private String seeds(JudgeReport.Part part) {
        Judgment j = part.judgment();
        Judgment.Counts c = j.counts();
        String problems = plan.pairs().size() > 1 ? " (mean of " + plan.pairs().size() + " problems)" : "";
        String means = Double.isNaN(part.candidateMean())
                ? ""
                : "; mean " + number(part.candidateMean()) + " against " + number(part.baselineMean()) + problems;
        return "Of " + Plural.of(j.seeds(), "seed") + " it was better on " + c.better() + ", worse on " + c.worse()
                + " and equal on " + c.equal() + means + "." + contradiction(part) + misses(part);
    }

    private String misses(JudgeReport.Part part) {
        JudgeReport.Misses m = part.misses();
        return m.baseline() + m.candidate() == 0
                ? ""
                : " '" + plan.candidate().name() + "' has no value on " + Plural.of(m.candidate(), "seed") + ", and '"
                        + plan.baseline().name() + "' on " + m.baseline()
                        + ", for example because it diverged. That counts against it; the means are of the"
                        + " other runs.";
    }

    /** Says so if the means favour the other side. */
    private String contradiction(JudgeReport.Part part) {
        double favour = plan.criterion().metric().direction() * (part.candidateMean() - part.baselineMean());
        Decision decision = part.judgment().decision();
        return decision == Decision.KEEP && favour < 0 || decision == Decision.DISCARD && favour > 0
                ? " The means point the other way: they weigh large differences more, and leave out runs"
                        + " without a value."
                : "";
    }

    private static String evidence(Judgment j) {
        Judgment.Evidence e = j.evidence();
        String against = "The evidence for a difference is " + number(e.different()) + " (decisive: "
                + number(e.threshold()) + ")";
        return Double.isNaN(e.equal())
                ? against + "."
                : against + ", that for practical equality " + number(e.equal()) + ".";
    }

    private String confirmation(JudgeReport.Part part) {
        String result = part.judgment().decision() == Decision.KEEP ? "Confirmed on fresh seeds. " : "On fresh seeds: ";
        return result + seeds(part) + " " + evidence(part.judgment());
    }

    private String attempts() {
        return "This is candidate " + report.attempt() + " of " + report.attempts()
                + " tried against this baseline on this suite, by "
                + plan.criterion().metric().name()
                + ". All of them share a significance level of "
                + percent(AttemptLevel.TOTAL) + "; this one gets " + percent(report.level()) + ".";
    }

    private String budgets() {
        JudgePlan.Side b = plan.baseline();
        JudgePlan.Side c = plan.candidate();
        if (b.trials().isEmpty()) {
            return "The suite tunes nothing: both have their hyperparameters as written. Trials made elsewhere are not"
                    + " known.";
        }
        String counts = trials(c) + " for '" + c.name() + "', " + trials(b) + " for '" + b.name() + "'";
        return plan.hasEqualBudgets()
                ? "Tuning budgets are equal: " + counts + "."
                : "Tuning budgets are NOT equal: " + counts + ".";
    }

    private static String trials(JudgePlan.Side side) {
        return Plural.of(side.trials().orElse(0), "trial");
    }

    private List<String> next() {
        Judgment last = report.last();
        if (last.decision() == Decision.KEEP && report.confirmation().isEmpty()) {
            return List.of("To confirm it on seeds that nothing else has used, repeat the command with --confirm.");
        }
        if (last.decision() != Decision.UNDECIDED) {
            return List.of();
        }
        return List.of(
                last.moreSeeds().isPresent()
                        ? "If the difference is as large as it looks, about "
                                + Plural.of(last.moreSeeds().getAsInt(), "more seed") + " decide: --at-most "
                                + (last.seeds() + last.moreSeeds().getAsInt()) + "."
                        : "If there is a difference, it takes more than " + Judgment.MAX_ADDITIONAL
                                + " further seeds to show it. To ask whether it matters at all, give --margin.");
    }

    private static String percent(double level) {
        return NumberFormats.significantDigits(100 * level, DIGITS) + "%";
    }

    private static String number(double value) {
        return NumberFormats.significantDigits(value, DIGITS);
    }
}
