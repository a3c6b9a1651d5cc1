/**
 * The interfaces between Spark and Engram, with types of the JDK only. Both sides see these classes; neither sees the
 * libraries of the other (see {@link dev.engram.spark.DistributionLoader}).
 */
package dev.engram.spark.bridge;
