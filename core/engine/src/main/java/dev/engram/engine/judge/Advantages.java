package dev.engram.engine.judge;

import java.util.List;

/**
 * The advantage of a candidate over a baseline, seed by seed: above 0 where the candidate is better, infinite where
 * only one of the two missed, 0 where both did.
 */
public final class Advantages {
    private Advantages() {}

    /**
     * Combines the advantages on several problems into one for each seed: the mean over the problems, each in units of
     * the root mean square of its own advantages up to that seed. A miss counts as the largest finite size before it,
     * or as one unit. To exchange candidate and baseline on one seed changes only the sign of its result, so the
     * combination can be tested like the differences on one problem, which are returned unchanged.
     *
     * @param problems for each problem the advantage on each seed
     */
    public static double[] combine(List<double[]> problems) {
        if (problems.size() == 1) {
            return problems.get(0).clone();
        }
        int n = problems.stream().mapToInt(p -> p.length).min().orElse(0);
        double[] combined = new double[n];
        for (double[] problem : problems) {
            double squares = 0;
            int finite = 0;
            double largest = 0;
            for (int i = 0; i < n; i++) {
                double size = Math.abs(problem[i]);
                if (Double.isFinite(size)) {
                    squares += size * size;
                    finite++;
                    largest = Math.max(largest, size);
                } else {
                    size = largest;
                }
                double scale = finite == 0 ? 0 : Math.sqrt(squares / finite);
                // Without a scale, a finite advantage is 0, and its sign with it.
                combined[i] += Math.signum(problem[i]) * (scale == 0 ? 1 : size / scale) / problems.size();
            }
        }
        return combined;
    }
}
