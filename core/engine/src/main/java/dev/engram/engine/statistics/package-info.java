/**
 * The statistics of a comparison: pure functions of arrays, with the same bits on every platform. Depends on
 * {@code random} for the bootstrap, and on Commons Statistics and Commons Numbers, which no other package imports.
 *
 * <p>A <em>miss</em> is a run that diverged or has no defined value: NaN in an array. Where one direction is better, no
 * miss is ever dropped:
 *
 * <ul>
 *   <li>{@link dev.engram.engine.statistics.PairedDifferences}: a miss loses to every value and ties with another miss.
 *       The median, the test and P(better) count it; the mean cannot, and states how many pairs it covers.
 *   <li>{@link dev.engram.engine.statistics.WalshAverages}: a weighted sum of several results can contain several
 *       misses; their net weight decides, and if they cancel, the finite part does. The caller leaves out of that part
 *       what has nothing to be compared with.
 *   <li>{@link dev.engram.engine.statistics.Median}: a miss is worse than every value.
 *   <li>{@link dev.engram.engine.statistics.Friedman} and {@link dev.engram.engine.statistics.MultiProblemComparison}:
 *       misses rank last and share their rank.
 *   <li>{@link dev.engram.engine.statistics.PerformanceProfile}: a miss costs infinitely much.
 * </ul>
 *
 * <p>Tail probabilities come from Commons Statistics, which uses {@code Math.exp} and similar functions. They are
 * rounded in {@link dev.engram.engine.statistics.Distributions}, so that platform differences in the last bits do not
 * show. No statistic feeds back into a run. Start with {@link dev.engram.engine.statistics.PairedDifferences}.
 */
package dev.engram.engine.statistics;
