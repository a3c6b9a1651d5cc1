package dev.engram.engine.render;

import dev.engram.engine.compare.NumberFormats;
import dev.engram.engine.significance.DifferenceVerdict;
import dev.engram.engine.significance.UnpairedComparison;
import dev.engram.engine.statistics.ConfidenceInterval;
import dev.engram.engine.statistics.MannWhitney;
import dev.engram.engine.statistics.WelchT;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The columns of cells that were not run here: the one list that the table, CSV, JSON and the page read. */
public final class ImportedColumns {
    private static final View[] PEOPLE = {View.TABLE, View.LATEX, View.PAGE};
    private static final double SMALLEST_P = 0.001;
    private static final int DIGITS = 2;

    /** All columns, except the name of the imported cell, which comes first. */
    public static final List<Column<UnpairedComparison>> ALL = List.of(
            Column.<UnpairedComparison>text(
                            "against",
                            c -> here(c).map(UnpairedComparison.Sample::cell).orElse(null))
                    .shownAs("against", 0, PEOPLE),
            Column.<UnpairedComparison>text("metric", UnpairedComparison::metric)
                    .shownAs("metric", 0, PEOPLE),
            Column.text("verdict", c -> c.verdict().word()),
            Column.<UnpairedComparison>text("verdict", ImportedColumns::verdict).in(PEOPLE),
            Column.<UnpairedComparison>number("there", c -> mean(c.there())).in(PEOPLE),
            Column.<UnpairedComparison>number(
                            "here", c -> here(c).map(ImportedColumns::mean).orElse(null))
                    .in(PEOPLE),
            Column.<UnpairedComparison>text("Δ", ImportedColumns::difference).in(PEOPLE),
            Column.<UnpairedComparison>text("p", c -> p(c.pHolm())).in(PEOPLE),
            Column.<UnpairedComparison>text("P(better)", c -> probability(c)).in(PEOPLE),
            Column.<UnpairedComparison>text("runs", ImportedColumns::counts).in(PEOPLE),
            Column.number("mean", c -> c.there().mean()),
            Column.count("runs", c -> c.there().values().size()),
            Column.count("misses", c -> misses(c.there())),
            Column.number(
                    "mean.here",
                    c -> here(c).map(UnpairedComparison.Sample::mean).orElse(null)),
            Column.count("runs.here", c -> here(c).map(s -> s.values().size()).orElse(null)),
            Column.count(
                    "misses.here", c -> here(c).map(ImportedColumns::misses).orElse(null)),
            Column.number("difference", c -> welch(c, WelchT::difference)),
            Column.interval("difference", c -> interval(c)),
            Column.number("u", c -> ranks(c, MannWhitney::u)),
            Column.number("p", c -> ranks(c, MannWhitney::p)),
            Column.number("p.holm", c -> c.test().isEmpty() ? null : c.pHolm()),
            Column.number("probability.better", c -> c.test().isEmpty() ? null : c.better()),
            Column.text("imported.from", c -> c.there().source()));

    private ImportedColumns() {}

    private static String verdict(UnpairedComparison c) {
        return c.verdict() == DifferenceVerdict.NOT_SHOWN
                ? "not shown"
                : c.verdict().word();
    }

    private static Optional<UnpairedComparison.Sample> here(UnpairedComparison c) {
        return c.here();
    }

    private static int misses(UnpairedComparison.Sample s) {
        return s.values().size() - s.finite().length;
    }

    private static Object welch(UnpairedComparison c, ToDoubleFunction<WelchT> number) {
        return c.means().map(number::applyAsDouble).orElse(null);
    }

    private static ConfidenceInterval interval(UnpairedComparison c) {
        return c.means()
                .map(WelchT::interval)
                .filter(ConfidenceInterval::exists)
                .orElse(null);
    }

    private static Object ranks(UnpairedComparison c, ToDoubleFunction<MannWhitney> number) {
        return c.test().map(number::applyAsDouble).orElse(null);
    }

    private static Shown mean(UnpairedComparison.Sample s) {
        return new SampleMean(s);
    }

    private static String difference(UnpairedComparison c) {
        return c.means()
                .map(w -> NumberFormats.difference(w.difference(), w.interval()))
                .orElse(NumberFormats.MISSING);
    }

    private static String p(double p) {
        if (Double.isNaN(p)) {
            return NumberFormats.MISSING;
        }
        return p < SMALLEST_P ? "<" + SMALLEST_P : NumberFormats.significantDigits(p, DIGITS);
    }

    private static String probability(UnpairedComparison c) {
        return c.test().isEmpty() ? NumberFormats.MISSING : NumberFormats.significantDigits(c.better(), DIGITS);
    }

    private static String counts(UnpairedComparison c) {
        return c.there().values().size()
                + here(c).map(h -> " and " + h.values().size()).orElse("");
    }

    /** A mean with its interval. */
    private record SampleMean(UnpairedComparison.Sample sample) implements Shown {
        @Override
        public String text(View view) {
            return NumberFormats.estimate(sample.mean(), sample.halfWidth(), view == View.LATEX ? "\\pm" : "±");
        }

        @Override
        public double number() {
            return sample.mean();
        }
    }
}
