package dev.engram.engine.prose;

import dev.engram.engine.compare.CellSummary;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.NumberFormats;
import dev.engram.engine.compare.TimeToTarget;
import dev.engram.engine.significance.Contrast;
import dev.engram.engine.significance.DifferenceVerdict;
import dev.engram.engine.significance.Effect;
import dev.engram.engine.statistics.PairedDifferences;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** How soon cells reach the target. */
public final class TimeToTargetVerdicts {
    /**
     * Natural logarithm of the ratio of costs per step below which the ratio is not mentioned; the last batch of an
     * epoch can be smaller.
     */
    private static final double LOG_COST_TOLERANCE = 0.05;
    /** In place of an infinite median. */
    static final String TOO_FEW = "too few";

    private static final String SOONER = "sooner";
    private static final String LATER = "later";

    private TimeToTargetVerdicts() {}

    /** The median of the steps, with the count of runs that reach the target if not all do. */
    public static String text(TimeToTarget t) {
        String count = t.reached() < t.n() ? " (" + t.reached() + "/" + t.n() + ")" : "";
        String infinite = t.n() == 1 ? "never" : TOO_FEW;
        return (t.hasInfiniteMedian() ? infinite : NumberFormats.count(t.steps().value())) + count;
    }

    /**
     * A heading that names the test, and a sentence for each cell; empty if there is no target or nothing to compare.
     */
    public static List<String> of(Comparison c, UnaryOperator<String> names) {
        List<CellSummary> compared = c.cells().stream()
                .filter(cell ->
                        cell.timeToTarget().flatMap(TimeToTarget::relativeCost).isPresent())
                .toList();
        if (compared.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add(heading(c, compared, names));
        if (compared.size() > Verdicts.MAX_SENTENCES) {
            lines.addAll(GroupedVerdicts.ofTargets(
                    compared.stream()
                            .map(cell -> new GroupedVerdicts.Named(names.apply(cell.name()), contrast(cell)))
                            .toList(),
                    sharedReference(compared).map(names).orElse("the reference")));
        } else {
            boolean folds = c.design().testPerTrain().isPresent();
            compared.forEach(
                    cell -> lines.add(sentence(cell, c.referenceOf(cell).orElseThrow(), folds, names)));
        }
        return lines;
    }

    private static String heading(Comparison c, List<CellSummary> compared, UnaryOperator<String> names) {
        CellSummary first = c.referenceOf(compared.get(0)).orElseThrow();
        TimeToTarget there = first.timeToTarget().orElseThrow();
        String against = sharedReference(compared).isPresent()
                ? "against " + names.apply(first.name()) + ", which reaches it in " + share(there)
                : "each cell against its reference";
        return "Steps to reach " + there.target().text() + (c.onLandscapes() ? "" : " on validation data") + ", "
                + against + test(c, contrast(compared.get(0)).family()) + ":";
    }

    private static String test(Comparison c, int family) {
        return c.cells().get(0).runs().seeds() > 1
                ? " (" + TestPhrases.name(c)
                        + " of the ratio of steps, where never reaching the target counts as infinite"
                        + TestPhrases.correction(family) + ")"
                : "";
    }

    /** The reference of all cells; empty if they have several. */
    private static Optional<String> sharedReference(List<CellSummary> compared) {
        List<String> references = compared.stream()
                .flatMap(cell -> cell.role().reference().stream())
                .distinct()
                .toList();
        return references.size() == 1 ? Optional.of(references.get(0)) : Optional.empty();
    }

    /** The verdict in few words, for a column of a table. */
    public static String verdict(TimeToTarget t) {
        Contrast d = t.relativeCost().orElseThrow().contrast();
        return switch (d.verdict()) {
            case BETTER, LOWER -> SOONER;
            case WORSE, HIGHER -> LATER;
            case SAME -> "the same";
            case NO_VALUES -> "neither";
            case NOT_SHOWN -> "not shown";
            case TOO_FEW_SEEDS -> "too few seeds";
            case NOT_COMPARED -> "not compared";
        };
    }

    /** Returns true if a difference is shown. */
    public static boolean isShown(TimeToTarget t) {
        String verdict = verdict(t);
        return verdict.equals(SOONER) || verdict.equals(LATER);
    }

    private static Contrast contrast(CellSummary cell) {
        return cell.timeToTarget()
                .flatMap(TimeToTarget::relativeCost)
                .orElseThrow()
                .contrast();
    }

    /**
     * The verdict on one cell.
     *
     * @param folds true if the seeds are folds of the same data
     */
    public static String sentence(CellSummary cell, CellSummary reference, boolean folds, UnaryOperator<String> names) {
        TimeToTarget time = cell.timeToTarget().orElseThrow();
        TimeToTarget base = reference.timeToTarget().orElseThrow();
        TimeToTarget.RelativeCost relative = time.relativeCost().orElseThrow();
        Contrast d = relative.contrast();
        PairedDifferences p = d.pairedDifferences();
        String here = names.apply(cell.name());
        String there = names.apply(reference.name());
        String target = time.target().text();
        if (p.n() == 0) {
            return here + " has no seed in common with " + there + ".";
        }
        if (time.reached() == 0 && base.reached() == 0) {
            return "Neither " + here + " nor " + there + " reaches " + target + " in any seed.";
        }
        if (d.verdict() == DifferenceVerdict.SAME) {
            return here + " reaches " + target + " after as many steps as " + there + " in " + Verdicts.allSeeds(p.n())
                    + ".";
        }
        boolean finite = Double.isFinite(time.steps().value())
                && Double.isFinite(base.steps().value())
                && Double.isFinite(d.effect().value());
        boolean shown = d.verdict() != DifferenceVerdict.NOT_SHOWN && d.verdict() != DifferenceVerdict.TOO_FEW_SEEDS;
        String result = finite
                ? here + " reaches " + target + " in " + ratio(relative) + " times the steps of " + there
                : here + " reaches " + target + " in " + share(time) + ", " + there + " in " + base.reached();
        String test = p.n() == 1
                ? ""
                : (finite ? ", " : "; " + here + " is ") + count(p) + ", " + Sentences.probability(d.pHolm())
                        + TestPhrases.fallback(d, folds, "a run never reaches the target");
        String details = finite ? details(time, relative, here) : "";
        String next = !shown && p.n() > 1 ? TestPhrases.neededSeeds(d) : "";
        return open(d.verdict()) + result + test + details + next + ".";
    }

    private static String open(DifferenceVerdict verdict) {
        return switch (verdict) {
            case NOT_SHOWN -> "No difference shown: ";
            case TOO_FEW_SEEDS -> "Too few seeds to show any difference: ";
            default -> "";
        };
    }

    private static String details(TimeToTarget time, TimeToTarget.RelativeCost relative, String name) {
        String reached = time.reached() < time.n() ? "; " + name + " reaches it in " + share(time) : "";
        boolean otherCost = relative.multiplyAdds() > 0
                && Math.abs(StrictMath.log(relative.multiplyAdds() / relative.ratio())) > LOG_COST_TOLERANCE;
        return otherCost
                ? reached + "; this takes " + NumberFormats.significantDigits(relative.multiplyAdds(), 2)
                        + " times the multiply-adds"
                : reached;
    }

    /**
     * The ratio of the steps: the estimate of the test that decides, with the interval of that test where it can
     * exclude 1.
     */
    public static String ratio(TimeToTarget.RelativeCost s) {
        Contrast d = s.contrast();
        if (d.verdict() == DifferenceVerdict.SAME) {
            return "1";
        }
        if (d.verdict() == DifferenceVerdict.NO_VALUES) {
            return "-";
        }
        Effect e = d.effect();
        boolean informative =
                Verdicts.hasInterval(d) && e.interval().low() < e.interval().high();
        String interval = informative
                ? " [" + end(StrictMath.exp(e.interval().low())) + ", "
                        + end(StrictMath.exp(e.interval().high())) + "]"
                : "";
        return end(StrictMath.exp(e.value())) + interval;
    }

    private static String end(double ratio) {
        return Double.isInfinite(ratio) ? "inf" : NumberFormats.significantDigits(ratio, 2);
    }

    private static String count(PairedDifferences p) {
        boolean later = p.higher() > p.lower();
        return (later ? LATER : SOONER) + " in " + Math.max(p.higher(), p.lower()) + " of " + Sentences.seeds(p.n())
                + (p.equal() > 0 ? " and equal in " + p.equal() : "");
    }

    private static String share(TimeToTarget time) {
        return time.reached() + " of " + Sentences.seeds(time.n());
    }
}
