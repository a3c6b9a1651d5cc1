package dev.engram.engine.statistics;

/**
 * Friedman's test for a difference between methods over several problems, by their ranks within each problem. Rank 1 is
 * the best, a miss is last, and equal values share the mean of their ranks.
 *
 * @param problems N
 * @param methods k
 * @param meanRanks by method
 * @param chiSquared 12 N / (k (k + 1)) (sum of R^2 - k (k + 1)^2 / 4), without correction for ties
 * @param chiSquaredTies divided by 1 - (sum of t^3 - t) / (N (k^3 - k)); 0 if all is equal
 * @param pTies of chiSquaredTies, with k - 1 degrees of freedom
 * @param imanDavenport the more accurate test, which decides
 */
public record Friedman(
        int problems,
        int methods,
        double[] meanRanks,
        double chiSquared,
        double chiSquaredTies,
        double pTies,
        ImanDavenport imanDavenport) {
    /**
     * Iman and Davenport's form of the test (1980), from chiSquared without correction for ties.
     *
     * @param f (N - 1) chi^2 / (N (k - 1) - chi^2); infinite if all problems agree
     * @param p with k - 1 and (k - 1) (N - 1) degrees of freedom; (1/k!)^(N - 1) if f is infinite
     */
    public record ImanDavenport(double f, double p) {}

    public Friedman {
        meanRanks = meanRanks.clone();
    }

    @Override
    public double[] meanRanks() {
        return meanRanks.clone();
    }

    public double f() {
        return imanDavenport.f();
    }

    public double pF() {
        return imanDavenport.p();
    }

    /**
     * Makes the test.
     *
     * @param values by problem and method; NaN is a miss
     * @param direction 1 if higher is better, -1 if lower is
     */
    public static Friedman of(double[][] values, int direction) {
        int problems = values.length;
        int methods = problems == 0 ? 0 : values[0].length;
        if (problems < 2 || methods < 2) {
            throw new IllegalArgumentException(
                    "ranks need at least two problems and two methods, not " + problems + " and " + methods);
        }
        double[] sums = new double[methods];
        double ties = 0;
        for (double[] row : values) {
            double[] ranks = ranks(row, direction);
            ties += Ranks.tieCorrection(ranks);
            for (int j = 0; j < methods; j++) {
                sums[j] += ranks[j];
            }
        }
        double n = problems;
        double k = methods;
        double off = 0; // sum of (R - (k + 1) / 2)^2, which equals sum of R^2 - k (k + 1)^2 / 4
        double[] means = new double[methods];
        for (int j = 0; j < methods; j++) {
            means[j] = sums[j] / n;
            off += (means[j] - (k + 1) / 2) * (means[j] - (k + 1) / 2);
        }
        double chi = 12 * n / (k * (k + 1)) * off;
        double untied = 1 - ties / (n * (k * k * k - k));
        double corrected = untied > 0 ? chi / untied : 0;
        double room = n * (k - 1) - chi;
        boolean unanimous = room <= 1e-9 * n * k;
        double f = unanimous ? Double.POSITIVE_INFINITY : (n - 1) * chi / room;
        double pF = unanimous
                ? StrictMath.pow(factorial(methods), 1 - n)
                : Distributions.fSurvival(f, methods - 1, (methods - 1) * (problems - 1));
        return new Friedman(
                problems,
                methods,
                means,
                chi,
                corrected,
                Distributions.chiSquaredSurvival(corrected, methods - 1),
                new ImanDavenport(f, pF));
    }

    private static double[] ranks(double[] row, int direction) {
        double[] costs = WorstCaseImputation.impute(row, direction);
        double[] noise = new double[costs.length];
        for (int j = 0; j < costs.length; j++) {
            noise[j] = Double.isInfinite(costs[j]) ? 0 : PairedDifferences.ROUNDING * Math.abs(costs[j]);
            costs[j] *= -direction;
        }
        return Ranks.of(costs, noise);
    }

    private static double factorial(int k) {
        double product = 1;
        for (int i = 2; i <= k; i++) {
            product *= i;
        }
        return product;
    }
}
