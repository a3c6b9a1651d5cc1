package dev.engram.engine.statistics;

import dev.engram.engine.random.Stream;
import dev.engram.engine.random.Streams;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.numbers.arrays.Selection;

/**
 * 95% bootstrap intervals. The draws for n values come from a stream whose key is fixed and depends on n alone: the same
 * numbers always have the same interval, and pairs of one table are redrawn alike. Keeps draws for the next call, so not
 * for several threads.
 *
 * <p>The percentiles are taken further out than at 2.5%, at Phi(-sqrt(n/(n-1)) t), with t Student's quantile for n - 1
 * degrees of freedom, because plain ones are too narrow for few values (Hesterberg 2015, expanded percentiles).
 */
public final class Bootstrap {
  public static final int RESAMPLES = 10_000;
  /** Fewer values cannot hold their centre with 95% without further assumptions: both ends are then the range. */
  public static final int FEWEST = 6;
  /** Draws for more values are made anew each time; these are 80 MB. */
  private static final int MOST_KEPT = 4096;
  private static final int SIZES_KEPT = 4;

  /** Where the lower end stands among the sorted means of the resamples, and among the sorted values. */
  private record Ends(int ofMeans, int ofValues) {}

  private final Map<Integer, Ends> ends = new HashMap<>();
  private final Map<Integer, char[]> draws = new LinkedHashMap<>(16, 0.75f, true) {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Integer, char[]> eldest) {
      return size() > SIZES_KEPT;
    }
  };

  /** Of the mean of finite values; none for fewer than two. */
  public Interval mean(double... values) {
    int n = values.length;
    if (n < FEWEST) {
      return range(values);
    }
    Ends ends = ends(n);
    double[] means = n <= MOST_KEPT ? means(values, draws.computeIfAbsent(n, Bootstrap::draw)) : means(values);
    int high = RESAMPLES - 1 - ends.ofMeans();
    Selection.select(means, new int[] {ends.ofMeans(), high});
    return new Interval(means[ends.ofMeans()], means[high]);
  }

  /**
   * Of the median of values that may be infinite; none for fewer than two. Exact, without drawing: the r-th of n drawn
   * values is at most the k-th of the given ones with the probability that of n draws at least r fall on the first k
   * (Efron 1982). For an even number the lower end is the lower median's and the upper end the upper one's.
   */
  public Interval median(double... values) {
    int n = values.length;
    if (n < FEWEST) {
      return range(values);
    }
    int low = ends(n).ofValues();
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Interval(sorted[low], sorted[n - 1 - low]);
  }

  private static Interval range(double[] values) {
    return values.length < 2 ? Interval.NONE
        : new Interval(Arrays.stream(values).min().getAsDouble(), Arrays.stream(values).max().getAsDouble());
  }

  private Ends ends(int n) {
    return ends.computeIfAbsent(n, k -> {
      double tail = Tails.normalBelow(-Math.sqrt((double) n / (n - 1)) * Tails.studentQuantile(n - 1));
      int low = 1;
      while (Tails.binomialAtLeast((n + 1) / 2, n, (double) low / n) < tail) {
        low++;
      }
      return new Ends(Math.max(0, (int) Math.ceil(tail * RESAMPLES) - 1), low - 1);
    });
  }

  private static Stream stream(int n) {
    return Streams.of(n, "statistics/bootstrap");
  }

  private static char[] draw(int n) {
    Stream stream = stream(n);
    char[] drawn = new char[RESAMPLES * n];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = (char) stream.below(n);
    }
    return drawn;
  }

  private static double[] means(double[] values, char[] drawn) {
    int n = values.length;
    double[] means = new double[RESAMPLES];
    for (int r = 0; r < RESAMPLES; r++) {
      means[r] = sum(values, drawn, r * n) / n;
    }
    return means;
  }

  private static double[] means(double[] values) {
    int n = values.length;
    Stream stream = stream(n);
    double[] means = new double[RESAMPLES];
    for (int r = 0; r < RESAMPLES; r++) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += values[stream.below(n)];
      }
      means[r] = sum / n;
    }
    return means;
  }

  /** Four sums, because one addition would wait for the other. */
  private static double sum(double[] values, char[] drawn, int from) {
    int to = from + values.length;
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = from;
    for (; i + 3 < to; i += 4) {
      a += values[drawn[i]];
      b += values[drawn[i + 1]];
      c += values[drawn[i + 2]];
      d += values[drawn[i + 3]];
    }
    for (; i < to; i++) {
      a += values[drawn[i]];
    }
    return (a + b) + (c + d);
  }
}
