package dev.engram.engine.claim;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * A published number, p, and ours, o, the mean over seeds.
 *
 * <pre>
 *   d  = |o - p|
 *   SE = sqrt(s_p^2 / n_p + s_o^2 / n_o)
 *   T  = 3 SE if the publication gives a spread, else the stated tolerance; at least half a unit of the last digit
 *   PASS: d <= T        NEAR: T < d <= 2 T        FAIL: d > 2 T, or a run diverged
 *   UNDECIDED: T > resolution, where any number would pass; or one run, whose spread is unknown, without a stated T
 * </pre>
 *
 * @param statistic what is measured
 * @param published the published number
 * @param tolerance the stated tolerance, and why
 */
public record NumberCheck(Statistic statistic, Published published, Tolerance tolerance) implements ClaimCheck {
    private static final double WIDTH = 3;

    /**
     * A published number.
     *
     * @param deviation standard deviation between runs; empty if the publication gives none
     * @param n number of runs
     * @param halfUnit half a unit of the last published digit
     */
    public record Published(double mean, OptionalDouble deviation, int n, double halfUnit) {
        String text() {
            return deviation.isPresent()
                    ? Digits.meanAndDeviation(Digits.of(mean), deviation.getAsDouble(), n)
                    : new BigDecimal(Double.toString(mean)).toPlainString();
        }
    }

    /**
     * How far off a number may be.
     *
     * @param stated empty if it follows from the spread of the publication
     * @param because the reason of a stated tolerance; may be empty otherwise
     * @param resolution the largest tolerance that still says something
     */
    public record Tolerance(OptionalDouble stated, String because, OptionalDouble resolution) {}

    @Override
    public List<Statistic> statistics() {
        return statistic.parts().toList();
    }

    @Override
    public CheckResult notRun(String reason) {
        return new CheckResult(
                statistic.words(),
                published.text(),
                "",
                "",
                Verdict.NOT_RUN,
                reason,
                Map.of("published", published.mean()));
    }

    @Override
    public CheckResult judge(ClaimRuns runs) {
        double[] ours = statistic.values(runs);
        long diverged = runs.diverged(statistic.cell());
        if (diverged > 0) {
            return new CheckResult(
                    statistic.words(),
                    published.text(),
                    diverged + " of " + ours.length + " runs diverged",
                    "",
                    Verdict.FAIL,
                    "the publication reports no run that diverged",
                    new TreeMap<>(Map.of("diverged", (double) diverged, "published", published.mean())));
        }
        if (ours.length == 0 || Arrays.stream(ours).anyMatch(Double::isNaN)) {
            return notRun(Missing.reading(statistic, ours));
        }
        return judge(ours);
    }

    private CheckResult judge(double... ours) {
        int n = ours.length;
        double mean = Arrays.stream(ours).average().orElseThrow();
        double variance = n < 2
                ? 0
                : Arrays.stream(ours).map(x -> (x - mean) * (x - mean)).sum() / (n - 1);
        double publishedVariance = published.deviation().orElse(0);
        publishedVariance = publishedVariance * publishedVariance / published.n();
        double error = Math.sqrt(publishedVariance + variance / n);
        double allowed = Math.max(tolerance.stated().orElse(WIDTH * error), published.halfUnit());
        double d = Math.abs(mean - published.mean());
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("published", published.mean());
        published.deviation().ifPresent(s -> numbers.put("published_sd", s));
        numbers.put("published_n", (double) published.n());
        numbers.put("ours", mean);
        numbers.put("ours_sd", Math.sqrt(variance));
        numbers.put("ours_n", (double) n);
        numbers.put("difference", d);
        numbers.put("standard_error", error);
        numbers.put("tolerance", allowed);
        boolean alone = n < 2 && tolerance.stated().isEmpty();
        boolean coarse = tolerance.resolution().isPresent()
                && allowed > tolerance.resolution().getAsDouble();
        return new CheckResult(
                statistic.words(),
                published.text(),
                Digits.meanAndDeviation(Digits.like(mean, published.mean()), Math.sqrt(variance), n),
                error > 0 ? Digits.few(d / error) + " SE" : Digits.few(d),
                alone || coarse ? Verdict.UNDECIDED : verdict(d, allowed),
                alone || coarse
                        ? moreSeeds(variance, publishedVariance, n)
                        : "tolerance " + Digits.few(allowed) + reason(),
                numbers);
    }

    private String reason() {
        return tolerance.stated().isPresent() ? "" : ", 3 SE";
    }

    /** Returns the verdict on a difference. */
    static Verdict verdict(double difference, double allowed) {
        if (difference <= allowed) {
            return Verdict.PASS;
        }
        return difference <= 2 * allowed ? Verdict.NEAR : Verdict.FAIL;
    }

    /** Returns how many more seeds make 3 SE as small as the resolution. */
    private String moreSeeds(double variance, double publishedVariance, int n) {
        if (n < 2) {
            return "one run does not show the spread between seeds: at least 1 more seed is needed";
        }
        double resolution = tolerance.resolution().orElseThrow();
        double left = resolution * resolution - WIDTH * WIDTH * publishedVariance;
        if (left <= 0) {
            return "the spread of the publication alone is larger than the resolution of " + Digits.of(resolution);
        }
        long needed = (long) Math.ceil(WIDTH * WIDTH * variance / left);
        return "three standard errors are above the resolution of " + Digits.of(resolution) + ": about "
                + Math.max(1, needed - n) + " more seeds are needed";
    }
}
