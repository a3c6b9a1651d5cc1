/**
 * Statistics for honest comparisons: pure functions of arrays, the same for the same numbers everywhere.
 *
 * <p>A miss is a run that diverged, or whose value is undefined: NaN in an array. None is ever dropped where better and
 * worse have a meaning:
 *
 * <ul>
 *   <li>{@link dev.engram.engine.statistics.Paired}: a miss loses against every value and ties with a miss. Median, test
 *       and P(A better) count it so; a mean cannot hold it, and says over how many pairs it is.
 *   <li>{@link dev.engram.engine.statistics.Median}: a miss is worse than every value.
 *   <li>{@link dev.engram.engine.statistics.Friedman} and {@link dev.engram.engine.statistics.AcrossProblems}: a miss
 *       ranks last, misses share their rank.
 *   <li>{@link dev.engram.engine.statistics.PerformanceProfile}: a miss takes for ever.
 * </ul>
 *
 * Tail probabilities come from Commons Statistics, which uses {@code Math.exp} and the like; they are rounded where they
 * come in ({@link dev.engram.engine.statistics.Tails}), so that no platform's last bits show. Nothing of this goes back
 * into a run.
 */
package dev.engram.engine.statistics;
