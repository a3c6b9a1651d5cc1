package dev.engram.engine.render;

import dev.engram.engine.compare.CellSummary;
import dev.engram.engine.compare.NumberFormats;
import dev.engram.engine.compare.cell.Estimate;
import dev.engram.engine.prose.Verdicts;
import dev.engram.engine.significance.Contrast;

/** A value made of several numbers, for people. */
public interface Shown {
    String text(View view);

    /** The number to sort by. */
    double number();

    /**
     * A mean with its interval, such as {@code 0.912 ± 0.021 (3/5)}.
     *
     * @param expected number of seeds; the count is shown where fewer have a value
     */
    record Mean(Estimate estimate, int expected) implements Shown {
        @Override
        public String text(View view) {
            boolean latex = view == View.LATEX;
            String text = NumberFormats.estimate(estimate.mean(), estimate.halfWidth(), latex ? "\\pm" : "±");
            return latex ? text : text + count(estimate.n(), expected);
        }

        @Override
        public double number() {
            return estimate.mean();
        }
    }

    /**
     * A mean difference with its interval, such as {@code -0.026 [-0.049, -0.003]}.
     *
     * @param expected number of seeds; the table shows the count where fewer are compared
     */
    record Difference(Contrast contrast, int expected) implements Shown {
        @Override
        public String text(View view) {
            String text = NumberFormats.difference(number(), contrast.meanInterval());
            return view == View.TABLE
                    ? text + count(contrast.pairedDifferences().finite(), expected)
                    : text;
        }

        @Override
        public double number() {
            return contrast.pairedDifferences().mean();
        }
    }

    /** The size of a difference with the interval that belongs to its test. */
    record EffectSize(Contrast contrast) implements Shown {
        @Override
        public String text(View view) {
            return contrast.pairedDifferences().n() == 0 ? view.missing() : Verdicts.effect(contrast);
        }

        @Override
        public double number() {
            return contrast.effect().value();
        }
    }

    /** How many of a cell's seeds ended well; on the page of a suite that is still running, how many have run. */
    record Seeds(CellSummary cell) implements Shown {
        @Override
        public String text(View view) {
            return view == View.PAGE && cell.runs().missing() > 0
                    ? cell.runs().seeds() - cell.runs().missing() + " of "
                            + cell.runs().seeds() + " so far"
                    : cell.runs().successful() + "/" + cell.runs().seeds();
        }

        @Override
        public double number() {
            return cell.runs().successful();
        }
    }

    private static String count(int n, int expected) {
        return n < expected ? " (" + n + "/" + expected + ")" : "";
    }
}
