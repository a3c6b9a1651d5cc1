package dev.engram.spark;

import dev.engram.spark.bridge.DriverException;
import dev.engram.spark.bridge.DriverSide;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Hands tasks to Spark, as one Spark job for each list of tasks. Jobs overlap, so that no slot is idle while the last
 * task of a job is in progress. Retries and speculation are Spark's.
 */
final class Dispatcher {
    private final JavaSparkContext spark;
    private final DriverSide source;
    private final TaskFunction task;
    /** Whether jobs that are still in progress are not needed any more. */
    private volatile boolean over;

    private final ExecutorService jobs = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "spark-job");
        thread.setDaemon(true);
        return thread;
    });

    Dispatcher(JavaSparkContext spark, DriverSide source, String shipment) {
        this.spark = spark;
        this.source = source;
        task = new TaskFunction(shipment, source.job());
    }

    /** Returns when no run is left, or the work was stopped. */
    void run() throws DriverException {
        try {
            handOut();
        } catch (IllegalStateException e) { // Spark throws it when the application has ended
            fail(e);
        }
        over = true;
        if (!spark.sc().isStopped()) {
            spark.sc().cancelAllJobs();
        }
        jobs.shutdown();
    }

    private void handOut() throws DriverException {
        for (List<byte[]> tasks = next(); !tasks.isEmpty(); tasks = next()) {
            List<byte[]> handedOut = tasks;
            for (Path file : source.newFiles()) {
                spark.addFile(file.toString());
            }
            jobs.execute(() -> make(handedOut));
        }
    }

    private List<byte[]> next() {
        return source.take(spark.defaultParallelism());
    }

    private void make(List<byte[]> tasks) {
        try {
            spark.parallelize(tasks, tasks.size()).foreachPartition(task);
        } catch (Exception e) { // Scala does not declare the exceptions of a job
            if (!over) {
                fail(e);
            }
        } finally {
            source.ended(tasks);
        }
    }

    private void fail(Exception e) {
        source.fail(
                spark.sc().isStopped()
                        ? "the connection to the Spark master is lost, or it has ended the application"
                        : "Spark cannot make the runs: " + e.getMessage());
    }
}
