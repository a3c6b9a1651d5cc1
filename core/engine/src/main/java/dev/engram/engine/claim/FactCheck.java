package dev.engram.engine.claim;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A fact: a statement about every run, or about the mean over seeds. PASS or FAIL, without tolerance.
 *
 * @param subject what the fact is about: a statistic, or the runs of a cell
 * @param limits what has to hold of it
 */
public record FactCheck(Subject subject, Limits limits) implements ClaimCheck {
    /**
     * What a fact is about.
     *
     * @param statistic the statistic; for facts about outcomes and parameters only its cell counts
     * @param mean true for the mean over seeds, false for every run
     */
    public record Subject(Statistic statistic, boolean mean) {}

    /**
     * What has to hold.
     *
     * @param atLeast smallest value
     * @param atMost largest value
     * @param diverges what the runs do: empty if that does not matter, except that a value is needed
     * @param sameAs a cell whose runs have the same final parameters, bit for bit
     */
    public record Limits(
            OptionalDouble atLeast, OptionalDouble atMost, Optional<Divergence> diverges, Optional<Statistic> sameAs) {}

    /** What a fact says about divergence. */
    public enum Divergence {
        /** Every run diverges. */
        ALWAYS,
        /** No run diverges. */
        NEVER,
        /** A run that diverges satisfies the fact. */
        ALLOWED
    }

    @Override
    public List<Statistic> statistics() {
        return Stream.concat(subject.statistic().parts(), limits.sameAs().stream())
                .toList();
    }

    @Override
    public CheckResult notRun(String reason) {
        return CheckResult.notRun(what(), statement(), reason);
    }

    private String what() {
        boolean ofRuns = limits.atLeast().isEmpty() && limits.atMost().isEmpty();
        String each = ofRuns
                ? "runs of " + subject.statistic().cell()
                : subject.statistic().words();
        return each + (subject.mean() ? ", mean" : "");
    }

    private String statement() {
        if (limits.sameAs().isPresent()) {
            return "same parameters as '" + limits.sameAs().get().cell() + "'";
        }
        if (limits.atLeast().isEmpty() && limits.atMost().isEmpty()) {
            return limits.diverges().orElseThrow() == Divergence.ALWAYS ? "diverge" : "do not diverge";
        }
        String low = limits.atLeast().isPresent()
                ? "at least " + Digits.exact(limits.atLeast().getAsDouble())
                : "";
        String high = limits.atMost().isPresent()
                ? "at most " + Digits.exact(limits.atMost().getAsDouble())
                : "";
        String or = limits.diverges().filter(d -> d == Divergence.ALLOWED).isPresent() ? ", or diverged" : "";
        return low + (low.isEmpty() || high.isEmpty() ? "" : ", ") + high + or;
    }

    @Override
    public CheckResult judge(ClaimRuns runs) {
        List<ClaimRun> ofCell = runs.of(subject.statistic().cell());
        if (ofCell.isEmpty()) {
            return notRun(Missing.reading(subject.statistic()));
        }
        if (limits.sameAs().isPresent()) {
            return counted(
                    ofCell.size(),
                    (int) ofCell.stream()
                            .filter(r -> sameParameters(
                                    r, runs.run(limits.sameAs().get().cell(), r.seed())))
                            .count(),
                    "");
        }
        if (limits.atLeast().isEmpty() && limits.atMost().isEmpty()) {
            boolean wanted = limits.diverges().orElseThrow() == Divergence.ALWAYS;
            return counted(
                    ofCell.size(),
                    (int) ofCell.stream()
                            .filter(r -> r.result().outcome().isMiss() == wanted)
                            .count(),
                    "");
        }
        double[] values = subject.statistic().values(runs);
        boolean[] diverged = new boolean[values.length];
        for (int i = 0; i < values.length; i++) {
            diverged[i] = ofCell.get(i).result().outcome().isMiss();
            if (Double.isNaN(values[i]) && !diverged[i]) {
                return notRun(Missing.reading(subject.statistic(), values));
            }
        }
        return subject.mean() ? judgeMean(values) : judgeEach(values, diverged);
    }

    private static boolean sameParameters(ClaimRun a, ClaimRun b) {
        return b != null
                && !a.result().hash().isEmpty()
                && a.result().hash().equals(b.result().hash());
    }

    private CheckResult judgeMean(double... values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return new CheckResult(
                what(),
                statement(),
                digits(mean) + " (n = " + values.length + ")",
                "",
                holds(mean) ? Verdict.PASS : Verdict.FAIL,
                "",
                new TreeMap<>(Map.of("ours", mean, "ours_n", (double) values.length)));
    }

    private CheckResult judgeEach(double[] values, boolean... diverged) {
        boolean allowed = limits.diverges().filter(d -> d == Divergence.ALLOWED).isPresent();
        int satisfied = 0;
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < values.length; i++) {
            satisfied += (diverged[i] ? allowed : holds(values[i])) ? 1 : 0;
            if (!diverged[i]) {
                least = Math.min(least, values[i]);
                greatest = Math.max(greatest, values[i]);
            }
        }
        String range = least > greatest
                ? "diverged"
                : digits(least) + (digits(least).equals(digits(greatest)) ? "" : " to " + digits(greatest));
        CheckResult counted = counted(values.length, satisfied, range);
        Map<String, Double> numbers = new LinkedHashMap<>(counted.numbers());
        if (least <= greatest) {
            numbers.put("least", least);
            numbers.put("greatest", greatest);
        }
        return new CheckResult(
                counted.what(),
                counted.published(),
                counted.ours(),
                counted.difference(),
                counted.verdict(),
                counted.note(),
                numbers);
    }

    /** Returns a value with at least as many digits as the limits have, so that a reader sees on which side it is. */
    private String digits(double x) {
        return Digits.like(x, limits.atLeast().orElse(0), limits.atMost().orElse(0));
    }

    private boolean holds(double x) {
        return (limits.atLeast().isEmpty() || x >= limits.atLeast().getAsDouble())
                && (limits.atMost().isEmpty() || x <= limits.atMost().getAsDouble());
    }

    private CheckResult counted(int runs, int satisfied, String range) {
        return new CheckResult(
                what(),
                statement(),
                (range.isEmpty() ? "" : range + ", ") + satisfied + " of " + runs,
                "",
                satisfied == runs ? Verdict.PASS : Verdict.FAIL,
                "",
                new TreeMap<>(Map.of("runs", (double) runs, "satisfied", (double) satisfied)));
    }
}
