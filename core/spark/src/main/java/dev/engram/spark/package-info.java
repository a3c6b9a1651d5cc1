/**
 * A Spark application that makes runs. {@link dev.engram.spark.SparkDriver} takes runs from a store and hands them out
 * as values; executors compute them and return the results; only the driver writes to the store.
 *
 * <p>This package knows Spark and not Engram. {@link dev.engram.spark.work} knows Engram and not Spark. They meet in
 * {@link dev.engram.spark.bridge}, because Spark and Engram need different versions of the same libraries.
 */
package dev.engram.spark;
