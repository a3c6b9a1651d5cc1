package dev.engram.engine.render;

import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.NumberFormats;
import dev.engram.engine.compare.OverallComparison;
import dev.engram.engine.compare.TimeToTarget;
import dev.engram.engine.design.Question;
import dev.engram.engine.prose.Answers;
import dev.engram.engine.prose.OverallVerdicts;
import dev.engram.engine.prose.QuestionPhrases;
import dev.engram.engine.prose.TimeToTargetVerdicts;
import dev.engram.engine.prose.Verdicts;
import dev.engram.engine.significance.Contrast;
import dev.engram.engine.significance.DifferenceVerdict;
import dev.engram.engine.significance.QuestionResult;
import dev.engram.engine.statistics.MultiProblemComparison;
import dev.engram.engine.statistics.SampleSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The columns of the table of verdicts: the one list that the table, CSV, JSON, LaTeX and the page read. */
public final class VerdictColumns {
    private static final View[] PEOPLE = {View.TABLE, View.LATEX, View.PAGE};
    private static final double SMALLEST_P = 0.001;

    private VerdictColumns() {}

    /** For people: the verdict first, then what it rests on. */
    public static List<Column<VerdictRow.Answer>> shown(Comparison c) {
        List<QuestionResult> answers = Answers.of(c);
        List<Column<VerdictRow.Answer>> columns = new ArrayList<>();
        columns.add(Column.<VerdictRow.Answer>text("verdict", a -> QuestionPhrases.verdict(a.result()))
                .in(PEOPLE));
        columns.add(Column.<VerdictRow.Answer>number(
                        "Δ " + c.metrics().get(0).name(),
                        a -> new Shown.EffectSize(a.result().contrast()))
                .in(PEOPLE));
        columns.add(Column.<VerdictRow.Answer>count("p", a -> p(a.result().contrast()))
                .in(PEOPLE));
        if (c.metrics().get(0).direction() != 0) {
            columns.add(Column.<VerdictRow.Answer>count(
                            "P(better)", a -> better(a.result().contrast()))
                    .in(PEOPLE));
        }
        if (Answers.someLackSeeds(c)) {
            columns.add(Column.<VerdictRow.Answer>text(
                            "seeds",
                            a -> a.result().contrast().pairedDifferences().n() + "/" + Answers.seeds(c))
                    .in(PEOPLE));
        }
        if (Answers.someNeedSeeds(answers)) {
            columns.add(Column.<VerdictRow.Answer>count(
                            "more seeds", a -> seeds(a.result().contrast()))
                    .in(PEOPLE));
        }
        if (Answers.costsDiffer(answers)) {
            columns.add(Column.<VerdictRow.Answer>count(
                            "cost ratio", a -> ratio(a.result().costRatio()))
                    .in(PEOPLE));
        }
        return columns;
    }

    /** Steps to a target, for people. */
    public static List<Column<TimeToTarget>> shown(List<TimeToTarget> times) {
        List<Column<TimeToTarget>> columns = new ArrayList<>();
        columns.add(Column.<TimeToTarget>text("verdict", TimeToTargetVerdicts::verdict)
                .in(PEOPLE));
        columns.add(Column.<TimeToTarget>text("steps ratio", t -> TimeToTargetVerdicts.ratio(relative(t)))
                .in(PEOPLE));
        columns.add(
                Column.<TimeToTarget>count("p", t -> p(relative(t).contrast())).in(PEOPLE));
        if (times.stream()
                .anyMatch(t -> relative(t).contrast().additionalSeeds().isPresent())) {
            columns.add(Column.<TimeToTarget>count(
                            "more seeds", t -> seeds(relative(t).contrast()))
                    .in(PEOPLE));
        }
        if (times.stream().anyMatch(t -> relative(t).multiplyAdds() > 0)) {
            columns.add(Column.<TimeToTarget>count(
                            "cost ratio", t -> ratio(relative(t).multiplyAdds()))
                    .in(PEOPLE));
        }
        return columns;
    }

    /** Pairs of variants over problems, for the page. */
    public static List<Column<MultiProblemComparison.Pair>> shown(OverallComparison o) {
        return List.of(
                Column.<MultiProblemComparison.Pair>text("verdict", p -> OverallVerdicts.verdict(o, p))
                        .in(View.PAGE),
                Column.<MultiProblemComparison.Pair>text("problems", p -> OverallVerdicts.counts(o, p))
                        .in(View.PAGE),
                Column.<MultiProblemComparison.Pair>number(
                                "mean rank", p -> o.meanRank(p.a()).orElse(Double.NaN))
                        .in(View.PAGE),
                Column.<MultiProblemComparison.Pair>count("p", p -> p(p.pHolm()))
                        .in(View.PAGE));
    }

    private static TimeToTarget.RelativeCost relative(TimeToTarget t) {
        return t.relativeCost().orElseThrow();
    }

    /** In CSV and JSON: the question, then its answer in full. */
    static final List<Column<VerdictRow.Answer>> FULL = Stream.of(
                    List.<Column<VerdictRow.Answer>>of(
                            Column.<VerdictRow.Answer>text(
                                    "problem", a -> a.problem().orElse(null)),
                            Column.text(
                                    "kind", a -> a.result().question().kind().key()),
                            Column.text(
                                    "level", a -> a.result().question().gap().level()),
                            Column.text(
                                    "reference",
                                    a -> a.result().question().gap().reference()),
                            Column.<VerdictRow.Answer>text(
                                            "at", a -> stratum(a.result().question()))
                                    .in(View.CSV),
                            Column.structure("at", a -> strata(a.result().question())),
                            moderator("axis", Question.Moderator::axis),
                            moderator("from", m -> m.from().label()),
                            moderator("to", m -> m.to().label()),
                            moderator("per_doubling", Question.Moderator::perDoubling),
                            Column.count(
                                    "strata.used",
                                    a -> a.result().question().strata().used()),
                            Column.count(
                                    "strata.all",
                                    a -> a.result().question().strata().all()),
                            Column.text("metric", a -> a.result().metric())),
                    Column.nested(
                            ContrastColumns.ALL,
                            "",
                            List.of(),
                            (VerdictRow.Answer a) ->
                                    new ContrastColumns.Row(a.result().contrast(), true)),
                    List.<Column<VerdictRow.Answer>>of(
                            Column.number("cost_ratio", a -> a.result().costRatio()),
                            Column.text("reason", a -> a.result().reason().orElse(null)),
                            Column.<VerdictRow.Answer>structure(
                                    "weights", a -> a.result().question().weights()),
                            Column.<VerdictRow.Answer>text("words", VerdictColumns::sentence)
                                    .in(View.JSON)))
            .flatMap(List::stream)
            .toList();

    private static Column<VerdictRow.Answer> moderator(String name, Function<Question.Moderator, Object> value) {
        return Column.<VerdictRow.Answer>text(
                        "change." + name,
                        a -> a.result().question().moderator().map(value).orElse(null))
                .at("change", name);
    }

    private static String stratum(Question q) {
        return q.stratumName().isEmpty() ? null : q.stratumName();
    }

    private static Object strata(Question q) {
        Map<String, Object> labels = new LinkedHashMap<>();
        q.stratum().forEach((axis, level) -> labels.put(axis, level.label()));
        return labels.isEmpty() ? null : labels;
    }

    private static String sentence(VerdictRow.Answer a) {
        return Verdicts.sentence(a.result(), a.comparison().metrics().get(0), a.folds(), UnaryOperator.identity());
    }

    private static String p(Contrast d) {
        if (Double.isNaN(d.pHolm()) || d.pairedDifferences().n() == 0) {
            return "-";
        }
        return p(d.pHolm());
    }

    private static String p(double value) {
        return value < SMALLEST_P ? "<0.001" : NumberFormats.significantDigits(value, 2);
    }

    private static String better(Contrast d) {
        return d.pairedDifferences().n() == 0
                ? "-"
                : NumberFormats.significantDigits(d.pairedDifferences().probabilityOfSuperiority(), 2);
    }

    private static String seeds(Contrast d) {
        boolean open = d.verdict() == DifferenceVerdict.NOT_SHOWN || d.verdict() == DifferenceVerdict.TOO_FEW_SEEDS;
        if (d.additionalSeeds().isPresent()) {
            return NumberFormats.significantDigits(d.additionalSeeds().getAsInt(), 2);
        }
        return open && d.resampled().isEmpty() ? ">" + SampleSize.MAX_ADDITIONAL : "-";
    }

    private static String ratio(double ratio) {
        return ratio > 0 && Double.isFinite(ratio) ? NumberFormats.significantDigits(ratio, 2) : "-";
    }
}
