/** Tests on a real Spark cluster, whose master, workers and executors are processes of this machine. */
package dev.engram.spark.cluster;
