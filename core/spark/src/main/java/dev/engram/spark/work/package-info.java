/**
 * The Spark application's knowledge of Engram: which runs are handed out, how they are made, and what becomes of their
 * results. It does not know Spark, whose libraries differ; {@link dev.engram.spark.bridge} connects the two.
 */
package dev.engram.spark.work;
