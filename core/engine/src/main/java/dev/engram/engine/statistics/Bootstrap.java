package dev.engram.engine.statistics;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.numbers.arrays.Selection;

/**
 * 95% bootstrap intervals. The draws for n values come from a stream whose key depends only on n, so the same numbers
 * always have the same interval. Caches draws for later calls with the same n, so it is not thread-safe.
 *
 * <p>The percentiles are not at 2.5% but further out, at Phi(-sqrt(n/(n-1)) t), where t is Student's quantile for n - 1
 * degrees of freedom, because plain percentiles are too narrow for few values (Hesterberg 2015, expanded percentiles).
 */
public final class Bootstrap {
    public static final int RESAMPLES = 10_000;
    /** Fewer values than this have no 95% interval without further assumptions; the interval is then their range. */
    public static final int MIN_VALUES = 6;
    /** Draws for up to this number of values are kept for all: at most 20 MB. */
    private static final int MAX_SHARED_N = 30;

    private static final Map<Integer, Resamples> SHARED = new ConcurrentHashMap<>();
    /** The number of values in all cached resamples: 80 MB. */
    private static final int MAX_CACHED_VALUES = 2048;
    /**
     * In standard deviations of the sum. About a twentieth of the resamples is beyond it, among them both ends of the
     * interval, whose ranks are at most 2.5%.
     */
    private static final float TAIL_CUTOFF = 1.6f;

    /** The rank of the lower end among the sorted means of the resamples, and among the sorted values. */
    private record EndRanks(int ofMeans, int ofValues) {}

    private final Map<Integer, EndRanks> endRanks = new HashMap<>();
    /** Made by the first mean: most comparisons ask for none. */
    private float[] sums = {};

    private double[] tailSums = {};
    /** In order of use; the last used is last. */
    private final Map<Integer, Resamples> cache = new LinkedHashMap<>();

    /** The interval of the mean of finite values; none for fewer than two. */
    public ConfidenceInterval mean(double... values) {
        int n = values.length;
        if (n < MIN_VALUES) {
            return range(values);
        }
        double centre = 0;
        for (double v : values) {
            centre += v / n;
        }
        double scale = 0;
        for (double v : values) {
            scale = Math.max(scale, Math.abs(v - centre));
        }
        if (scale == 0 || !Double.isFinite(scale)) {
            return range(values);
        }
        float[] scaled = new float[n];
        float squares = 0;
        for (int i = 0; i < n; i++) {
            scaled[i] = (float) ((values[i] - centre) / scale);
            squares += scaled[i] * scaled[i];
        }
        if (sums.length == 0) {
            sums = new float[RESAMPLES];
            tailSums = new double[RESAMPLES];
        }
        resamples(n).sums(scaled, sums);
        int rank = endRanks(n).ofMeans();
        return new ConfidenceInterval(
                centre + scale * end(rank, -1, squares) / n, centre + scale * end(rank, 1, squares) / n);
    }

    private Resamples resamples(int n) {
        if (n <= MAX_SHARED_N) {
            return SHARED.computeIfAbsent(n, Resamples::new);
        }
        Resamples found = cache.remove(n);
        Resamples resamples = found == null ? new Resamples(n) : found;
        cache.put(n, resamples);
        int all = cache.keySet().stream().mapToInt(k -> k).sum();
        for (Iterator<Integer> eldest = cache.keySet().iterator(); all > MAX_CACHED_VALUES && cache.size() > 1; ) {
            all -= eldest.next();
            eldest.remove();
        }
        return resamples;
    }

    /**
     * The sum of a resample with {@code rank} others beyond it: above it if the sign is 1, below it if the sign is -1.
     */
    private double end(int rank, int sign, float squares) {
        float cutoff = TAIL_CUTOFF * (float) Math.sqrt(squares);
        int count = 0;
        for (float sum : sums) {
            tailSums[count] = -sign * sum;
            count += sign * sum > cutoff ? 1 : 0;
        }
        if (count <= rank) {
            for (int r = 0; r < RESAMPLES; r++) {
                tailSums[r] = -sign * sums[r];
            }
            count = RESAMPLES;
        }
        Selection.select(tailSums, 0, count, rank);
        return -sign * tailSums[rank];
    }

    /**
     * The interval of the median of values that may be infinite; none for fewer than two. Exact, without drawing: the
     * r-th of n drawn values is at most the k-th of the given ones if at least r of n draws are among the first k
     * (Efron 1982). For an even number, the lower end is that of the lower median and the upper end that of the upper
     * median.
     */
    public ConfidenceInterval median(double... values) {
        int n = values.length;
        if (n < MIN_VALUES) {
            return range(values);
        }
        int low = endRanks(n).ofValues();
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new ConfidenceInterval(sorted[low], sorted[n - 1 - low]);
    }

    private static ConfidenceInterval range(double[] values) {
        return values.length < 2
                ? ConfidenceInterval.NONE
                : new ConfidenceInterval(
                        Arrays.stream(values).min().getAsDouble(),
                        Arrays.stream(values).max().getAsDouble());
    }

    private EndRanks endRanks(int n) {
        return endRanks.computeIfAbsent(n, k -> {
            double tail = Distributions.normalCdf(
                    -Math.sqrt((double) n / (n - 1)) * Distributions.studentCriticalValue(n - 1));
            int low = 1;
            int high = n;
            while (low < high) { // the probability increases with the share of values
                int middle = (low + high) >>> 1;
                if (Distributions.binomialAtLeast((n + 1) / 2, n, (double) middle / n) < tail) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return new EndRanks(Math.max(0, (int) Math.ceil(tail * RESAMPLES) - 1), low - 1);
        });
    }
}
